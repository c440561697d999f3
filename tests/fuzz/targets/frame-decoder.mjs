import { must } from '../must.mjs';

export const name = 'frame-decoder';

const TEXTS = ['', '{}', 'log', '\u0000', 'ü€😀', '\uD800', '{"fault":null,"message":null,"line":null,"column":null,"cpu_ms":1,"memory_bytes":1}', '{"fault":"time"}', '[', 'x'.repeat(300)]; // prettier-ignore

/** A stream of frames, some of them broken, and how it is cut. */
export function generate(random, { FROM_CHILD, encodeFrames }) {
  const types = [...Object.values(FROM_CHILD), ...Object.values(FROM_CHILD), 0, 1, 16, 23, 255];
  const packets = Array.from({ length: random.below(8) }, () => ({
    type: random.oneIn(8) ? random.pick(types) : FROM_CHILD.post,
    text: random.oneIn(30) ? 'y'.repeat(70_000 + random.below(1000)) : random.pick(TEXTS),
  }));
  const bytes = Buffer.from(encodeFrames(packets));
  const lengths = [0, 1, 16, 0x7fff, 129 << 20, (129 << 20) + 1, 0x7fffffff, 0xffffffff];
  for (let changes = random.oneIn(2) ? random.below(4) : 0; changes > 0 && bytes.length > 5; changes -= 1) {
    const at = random.below(bytes.length - 4);
    if (random.oneIn(2)) bytes[at] = random.below(256);
    else bytes.writeUInt32LE(random.pick(lengths), at);
  }
  const end = random.oneIn(4) ? random.below(bytes.length + 1) : bytes.length;
  const cuts = Array.from({ length: random.below(20) }, () => random.below(end + 1));
  return { hex: bytes.subarray(0, end).toString('hex'), cuts: cuts.sort((a, b) => a - b) };
}

export function check({ hex, cuts }, subjects) {
  const bytes = Buffer.from(hex, 'hex');
  const expected = readAtOnce(bytes, subjects.FROM_CHILD_CAPS, subjects.HEADER_BYTES);
  const got = [];
  const decoder = new subjects.FrameDecoder(subjects.FROM_CHILD_CAPS, (packet) => got.push(packet));
  const held = process.memoryUsage().arrayBuffers;
  const failed = pushAll(decoder, bytes, cuts, subjects.ProtocolError);
  const grown = process.memoryUsage().arrayBuffers - held;
  must(JSON.stringify(got) === JSON.stringify(expected.packets), 'the packets are those of the whole stream');
  must(failed === expected.fails, expected.fails ? 'a broken stream is refused' : 'a good stream is taken');
  // What is announced costs nothing; what has come may cost its size a few times over.
  must(grown <= 4 * bytes.length + (1 << 20), `memory follows what has arrived, not ${grown} bytes`);
  if (failed)
    must(pushAll(decoder, Buffer.from([19]), [], subjects.ProtocolError), 'nothing is taken after that');
  else must(decoder.at_boundary === expected.at_boundary, 'it knows whether it is within a frame');
  converse(got, subjects);
}

function pushAll(decoder, bytes, cuts, ProtocolError) {
  let from = 0;
  for (const to of [...cuts, bytes.length]) {
    try {
      decoder.push(bytes.subarray(from, to));
    } catch (thrown) {
      must(thrown instanceof ProtocolError, `a ProtocolError, not ${String(thrown)}`);
      return true;
    }
    from = to;
  }
  return false;
}

/** The same format, read in the simplest way. */
function readAtOnce(bytes, caps, header) {
  const packets = [];
  let at = 0;
  while (bytes.length - at >= header) {
    const [type, length] = [bytes[at], bytes.readUInt32LE(at + 1)];
    if (!caps.has(type) || length > caps.get(type)) return { packets, fails: true };
    if (bytes.length - at - header < length) break;
    packets.push({ type, text: bytes.toString('utf8', at + header, at + header + length) });
    at += header + length;
  }
  return { packets, fails: false, at_boundary: at === bytes.length };
}

/** Whatever the packets are: a conversation takes them or throws a ProtocolError, and never answers what nobody asked. */
function converse(packets, { Conversation, ProtocolError, FROM_CHILD }) {
  const posts = [];
  const conversation = new Conversation(() => undefined);
  const ignore = () => undefined;
  conversation.open((text) => posts.push(text)).catch(ignore);
  let answers = 0;
  for (const packet of packets) {
    const wasBusy = conversation.busy;
    try {
      conversation.receive(packet);
    } catch (thrown) {
      must(thrown instanceof ProtocolError, `a ProtocolError, not ${String(thrown)}`);
      break;
    }
    if (packet.type === FROM_CHILD.post) continue;
    must(wasBusy, 'an answer is taken only where one is due');
    answers += 1;
    if (answers === 1)
      conversation.enter([], { budget_ms: 1, memory_bytes: 1, cpu_ms: undefined }).catch(ignore);
  }
  conversation.close(new Error('over'));
  const said = packets.filter(({ type }) => type === FROM_CHILD.post).map(({ text }) => text);
  must(
    posts.every((text, at) => text === said[at]),
    'posts come in order, unchanged',
  );
}
