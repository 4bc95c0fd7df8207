import type { Capability } from "@shell/capability";

// The generic list, form and page draw everything until something here replaces a cell or a screen.
const __names__: Capability = { name: "__names__" };

export default __names__;
