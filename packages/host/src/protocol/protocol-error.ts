/** The other side sent what the protocol does not allow. Always ends the host. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}
