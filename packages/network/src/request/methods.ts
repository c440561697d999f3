/** CONNECT asks a proxy for a tunnel; TRACE and TRACK answer with the request's headers, secrets included. */
export const METHODS_NEVER_SENT: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);
