/** A failure that a person can act on: the message names what was asked, what was found, and the way out. */
export class SandboxError extends Error {
  override name = 'SandboxError';
}
