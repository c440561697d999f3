// The child's side of bare-engine.mjs: one text in, one answer out.

/** `run(text, stateName, describe)` answers where the text ended; `stateName` is the export that says so. */
export function serve(run) {
  process.on('message', async ({ text, stateName }) => {
    let answer;
    try {
      answer = await run(text, stateName, describe);
    } catch (thrown) {
      answer = { end: 'engine failed', ...describe(thrown) };
    }
    process.send(answer);
  });
}

/** The error is another realm's, and may be of the test's making. */
function describe(thrown) {
  try {
    const name = thrown?.constructor?.name ?? thrown?.name ?? typeof thrown;
    return { name: String(name), message: String(thrown?.message ?? thrown) };
  } catch {
    return { name: '', message: 'an error that cannot be read' };
  }
}
