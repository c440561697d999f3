import { code, fingerprint } from 'virtual:transformed-prelude';
import { VMScript } from 'vm2';

/** The file name of the prelude in stacks; the prelude hides frames of every file but the codelet's. */
const PRELUDE_FILE = 'codelets:prelude';

/**
 * The prelude, compiled. vm2's rewriter has been over it when this package was built; a prelude of another version is
 * rewritten now. `_compiledCode` is where vm2 3.12.2 keeps what its rewriter answers (lib/script.js).
 */
export function compilePrelude(prelude: string): VMScript {
  const script = new VMScript(prelude, PRELUDE_FILE);
  if (prelude.endsWith(fingerprint)) (script as unknown as { _compiledCode: string })._compiledCode = code;
  return script.compile();
}
