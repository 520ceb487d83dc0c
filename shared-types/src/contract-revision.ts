/** Generated: how many names the messages of this contract version have. See generate/count-names.ts. */
export const CONTRACT_REVISION = 483;
