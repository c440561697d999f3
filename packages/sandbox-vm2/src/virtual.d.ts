/** Made by the build: see build-prelude.ts. */
declare module 'virtual:transformed-prelude' {
  /** The comment at the end of the prelude that was transformed. */
  export const fingerprint: string;
  export const code: string;
}
