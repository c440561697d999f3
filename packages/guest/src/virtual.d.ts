/** The bundle of src/realm as text: made by the build, see build/prelude-text.ts. */
declare module 'virtual:prelude' {
  const text: string;
  export default text;
}
