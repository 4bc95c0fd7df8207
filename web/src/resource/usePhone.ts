import { mediaHook } from "../theme/useMedia";

export const usePhone = mediaHook("(max-width: 767px)");
