import { Buffer } from 'node:buffer';

const POST = 19;

/**
 * A shared library of a few hundred bytes (x86-64 Linux) that writes a secret to descriptor 1 when it is loaded,
 * framed as a host's child frames its posts. A child that can say the secret has run native code.
 *
 * @param {string} secret
 */
export function canaryLibrary(secret) {
  const payload = Buffer.from(secret);
  const message = Buffer.concat([Buffer.from([POST, 0, 0, 0, 0]), payload]);
  message.writeUInt32LE(payload.length, 1);

  // The layout: header, three program headers, dynamic section, an empty symbol table, strings, code, message.
  const dynamic_at = 64 + 3 * 56;
  const dynamic_size = 7 * 16;
  const symbols_at = dynamic_at + dynamic_size;
  const strings_at = symbols_at + 24;
  const hash_at = strings_at + 8;
  const code_at = hash_at + 24;
  const code = Buffer.from([
    ...[0xb8, 1, 0, 0, 0], // mov eax, 1 (write)
    ...[0xbf, 1, 0, 0, 0], // mov edi, 1 (stdout)
    ...[0x48, 0x8d, 0x35, 8, 0, 0, 0], // lea rsi, [the message: 8 bytes on]
    ...[0xba, message.length, 0, 0, 0], // mov edx, its length
    ...[0x0f, 0x05, 0xc3], // syscall, ret
  ]);
  const size = code_at + code.length + message.length;
  const file = Buffer.alloc(size);

  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(file); // 64 bit, little endian
  file.writeUInt16LE(3, 16); // a shared object
  file.writeUInt16LE(62, 18); // x86-64
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(64n, 32); // program headers follow the header
  file.writeUInt16LE(64, 52);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(3, 56);
  file.writeUInt16LE(64, 58);

  const segment = (index, type, flags, at, bytes, align) => {
    const base = 64 + index * 56;
    file.writeUInt32LE(type, base);
    file.writeUInt32LE(flags, base + 4);
    for (const offset of [8, 16, 24]) file.writeBigUInt64LE(BigInt(at), base + offset);
    for (const offset of [32, 40]) file.writeBigUInt64LE(BigInt(bytes), base + offset);
    file.writeBigUInt64LE(BigInt(align), base + 48);
  };
  segment(0, 1, 7, 0, size, 4096); // everything, and the loader writes into the dynamic section
  segment(1, 2, 6, dynamic_at, dynamic_size, 8);
  segment(2, 0x6474e551, 6, 0, 0, 16); // no executable stack, or newer libraries refuse it

  const entries = [
    [12, code_at], // what runs when it is loaded
    [4, hash_at],
    [5, strings_at],
    [6, symbols_at],
    [10, 8],
    [11, 24],
    [0, 0],
  ];
  entries.forEach(([tag, value], index) => {
    file.writeBigUInt64LE(BigInt(tag), dynamic_at + index * 16);
    file.writeBigUInt64LE(BigInt(value), dynamic_at + index * 16 + 8);
  });
  file.writeUInt32LE(1, hash_at); // one bucket
  file.writeUInt32LE(1, hash_at + 4); // one symbol, the undefined one

  // From the end of `lea` to the message.
  code.writeInt32LE(code.length - 17, 13);
  code.copy(file, code_at);
  message.copy(file, code_at + code.length);
  return file;
}
