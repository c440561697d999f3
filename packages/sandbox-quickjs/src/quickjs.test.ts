import { describe, expect, it } from 'vitest';
import { readEngine } from './testing/open-factory.js';
import { withMemoryMaximum } from './memory-maximum.js';
import { quickjs, type QuickJsOptions } from './quickjs.js';

describe('quickjs()', () => {
  it('runs in a thread unless it is told otherwise', () => {
    expect(quickjs()).toMatchObject({ spec: 1, name: 'quickjs', isolation: 'thread' });
    expect(quickjs({ isolation: 'process' }).isolation).toBe('process');
  });

  it.each([
    [{ isolation: 'inline' }, /trust/],
    [{ isolation: 'inline', trust: 'yes' }, /trust/],
    [{ isolation: 'fork' }, /"fork"/],
    [{ timeout: 1 }, /"timeout"/],
  ])('refuses %j', (options, message) => {
    expect(() => quickjs(options as QuickJsOptions)).toThrow(message);
    expect(() => quickjs(options as QuickJsOptions)).toThrow(TypeError);
  });

  it('claims what holds inline', async () => {
    const adapter = quickjs({ isolation: 'inline', trust: 'trusted' });
    expect(adapter.isolation).toBe('inline');
    expect(await adapter.traits()).toMatchObject({ boundary: 'wasm', time: 'loops', memory: true });
  });

  it('runs inline', async () => {
    const host = await quickjs({ isolation: 'inline', trust: 'trusted' }).openHost({
      prelude: '(post) => (message) => post("got " + message)',
      memory_bytes: 1e7,
    });
    const posts: string[] = [];
    const realm = await host.openRealm((message) => posts.push(message));
    const limits = { budget_ms: 1000, memory_bytes: 1e7, cpu_ms: undefined };
    const report = await realm.enter([{ message: 'a' }, { message: 'b' }], limits);
    expect(report.fault).toBeUndefined();
    expect(report.memory_bytes).toBeGreaterThan(0);
    expect(posts).toEqual(['got a', 'got b']);
    realm.dispose();
    await expect(realm.enter([], limits)).rejects.toThrow('given up');
    host.kill();
    expect(await host.exited).toMatchObject({ reason: 'killed' });
    await expect(host.openRealm(() => undefined)).rejects.toThrow('gone');
  });
});

describe('the engine file', () => {
  it('has no state but its memory and one exported global: the image is all there is', () => {
    const module = new WebAssembly.Module(readEngine());
    const globals = sectionOf(readEngine(), 6);
    // One global, an i32, mutable, that starts at the top of the stack.
    expect([...globals.subarray(0, 3)]).toEqual([1, 0x7f, 1]);
    expect(exportsOf(module, 'global')).toEqual(['__stack_pointer']);
    expect(exportsOf(module, 'memory')).toEqual(['memory']);
    expect(exportsOf(module, 'tag')).toEqual([]);
  });

  it('gets a maximum for its memory', () => {
    const limited = withMemoryMaximum(readEngine(), 1000);
    expect([...sectionOf(limited, 5)]).toEqual([1, 1, 18, 0xe8, 0x07]);
    expect(() => new WebAssembly.Module(limited)).not.toThrow();
    expect(() => withMemoryMaximum(limited, 1000)).toThrow('another memory');
    expect(() => withMemoryMaximum(readEngine().subarray(0, 8), 1)).toThrow('no memory section');
  });
});

function exportsOf(module: WebAssembly.Module, kind: string): string[] {
  const { exports } = WebAssembly.Module as unknown as {
    exports(of: object): { kind: string; name: string }[];
  };
  return exports(module)
    .filter((one) => one.kind === kind)
    .map(({ name }) => name);
}

function sectionOf(binary: Uint8Array, wanted: number): Uint8Array {
  for (let offset = 8; offset < binary.length;) {
    const id = binary[offset]!;
    let size = 0;
    let shift = 0;
    do {
      offset += 1;
      size += (binary[offset]! & 0x7f) * 2 ** shift;
      shift += 7;
    } while (binary[offset]! > 0x7f);
    offset += 1;
    if (id === wanted) return binary.subarray(offset, offset + size);
    offset += size;
  }
  throw new Error('there is no such section');
}
