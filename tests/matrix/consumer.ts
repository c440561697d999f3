// How a service uses the public interface, in syntax that TypeScript 4.5 knows. Only compiled.
import { createCodeletRunner, runCodelet } from '@codelets/runner';
import type {
  CodeletErrorCode,
  CodeletResult,
  CodeletRunner,
  CodeletSource,
  ConsoleLog,
} from '@codelets/runner';
import { vm2 } from '@codelets/sandbox-vm2';

const source: CodeletSource = { type: 'string', code: 'export const main = () => 1;' };

export async function once(): Promise<number> {
  const result = await runCodelet(source, {
    input: { value: 21 },
    timeout_ms: 300,
    globals: { RATE: 2 },
    on_log: (log: ConsoleLog) => log.message.length,
  });
  // `ok` tells the two shapes apart.
  if (result.ok) {
    const value: unknown = result.value;
    const none: undefined = result.error;
    return typeof value === 'number' && none === undefined ? value : 0;
  }
  const code: CodeletErrorCode = result.error.code;
  const none: undefined = result.value;
  return code === 'TIMEOUT' && none === undefined ? (result.error.location?.line ?? -1) : result.logs.length;
}

export async function many(): Promise<CodeletResult[]> {
  const runner: CodeletRunner = createCodeletRunner({
    sandbox: vm2({ isolation: 'process' }),
    timeout_ms: 1000,
  });
  runner.on('run-end', () => undefined);
  const results = await Promise.all([runner.run(source, {}), runner.run({ ...source, export_name: 'main' })]);
  await runner.dispose();
  return results;
}

// @ts-expect-error a timeout is a number
void runCodelet(source, { timeout_ms: 'soon' });
