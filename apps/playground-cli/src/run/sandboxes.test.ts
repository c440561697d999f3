import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SandboxNotInstalledError } from '../failures.js';
import { loadSandbox, SANDBOX_NAMES } from './sandboxes.js';

function missing(package_name: string): Error {
  return Object.assign(new Error(`Cannot find package '${package_name}' imported from /x`), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
}

describe('loadSandbox', () => {
  it.each(SANDBOX_NAMES)('takes the factory of %s from its package', async (name) => {
    const loaded: string[] = [];
    const factory = () => undefined;
    const found = await loadSandbox(name, async (specifier) => {
      loaded.push(specifier);
      return { vm2: factory, nodeVm: factory, isolatedVm: factory, quickjs: factory };
    });
    expect(found).toBe(factory);
    expect(loaded).toEqual([`@codelets/sandbox-${name}`]);
  });

  it('says what to install', async () => {
    const loading = loadSandbox('quickjs', async (specifier) => {
      throw missing(specifier);
    });
    await expect(loading).rejects.toBeInstanceOf(SandboxNotInstalledError);
    await expect(loading).rejects.toThrow('npm install @codelets/sandbox-quickjs');
  });

  it('recognises what Node says about a package that is not there', async () => {
    const script =
      "import('@codelets/sandbox-quickjs').catch(({ code, message }) => console.log(JSON.stringify({ code, message })))";
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: tmpdir() });
    const loading = loadSandbox('quickjs', async () => {
      throw Object.assign(new Error(), JSON.parse(stdout));
    });
    await expect(loading).rejects.toThrow('is not installed');
  });

  it('does not blame the sandbox for a dependency that is missing', async () => {
    const loading = loadSandbox('vm2', async () => {
      throw missing('vm2');
    });
    await expect(loading).rejects.toThrow("Cannot find package 'vm2'");
  });

  it('complains about a package without its factory', async () => {
    await expect(loadSandbox('vm2', async () => ({}))).rejects.toThrow('does not export vm2()');
  });
});
