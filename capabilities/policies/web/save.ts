/** Hands a file to the reader's browser. */
export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), {
    href: address,
    download: name.replace(/[\\/:*?"<>|]+/g, " "),
  }).click();
  URL.revokeObjectURL(address);
}
