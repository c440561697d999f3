import { describe, expect, it } from 'vitest';
import { NotEnteredError } from '@codelets/core';
import { Conversation } from './conversation.js';
import { FROM_CHILD, type Packet, ENTRY_CAPS, TO_CHILD } from './packet.js';
import { ProtocolError } from './protocol-error.js';

const LIMITS = { budget_ms: 1, memory_bytes: 1, cpu_ms: undefined };
const REPORT =
  '{"fault":null,"message":null,"line":null,"column":null,"step":null,"cpu_ms":1.5,"memory_bytes":10}';
const packet = (type: number, text = ''): Packet => ({ type, text });

async function opened() {
  const sent: Packet[] = [];
  const posts: string[] = [];
  const conversation = new Conversation((packets) => sent.push(...packets));
  const opening = conversation.open((message) => posts.push(message));
  conversation.receive(packet(FROM_CHILD.opened));
  await opening;
  return { conversation, sent, posts };
}

describe('Conversation', () => {
  it('sends an entry as steps and limits, and takes its report', async () => {
    const { conversation, sent, posts } = await opened();
    const entry = conversation.enter([{ script: 'x', filename: 'a\0.js' }, { message: 'm' }], LIMITS);
    expect(conversation.busy).toBe(true);
    conversation.receive(packet(FROM_CHILD.post, 'hello'));
    conversation.receive(packet(FROM_CHILD.report, REPORT));
    expect(await entry).toEqual({ cpu_ms: 1.5, memory_bytes: 10 });
    expect(conversation.busy).toBe(false);
    expect(posts).toEqual(['hello']);
    expect(sent.slice(1)).toEqual([
      packet(TO_CHILD.script, 'a.js\0x'),
      packet(TO_CHILD.message, 'm'),
      packet(TO_CHILD.enter, JSON.stringify(LIMITS)),
    ]);
  });

  it('drops what a realm still says until the child has given it up', async () => {
    const { conversation, posts } = await opened();
    conversation.dispose();
    const next: string[] = [];
    const opening = conversation.open((message) => next.push(message));
    conversation.receive(packet(FROM_CHILD.post, 'late'));
    conversation.receive(packet(FROM_CHILD.disposed));
    conversation.receive(packet(FROM_CHILD.post, 'early'));
    conversation.receive(packet(FROM_CHILD.opened));
    await opening;
    expect(posts).toEqual([]);
    expect(next).toEqual(['early']);
  });

  it.each([
    ['an answer without a question', packet(FROM_CHILD.report, REPORT)],
    ['a failure without a question', packet(FROM_CHILD.failed, 'x')],
    ['a goodbye that nobody asked for', packet(FROM_CHILD.disposed)],
    ['a type of the other direction', packet(TO_CHILD.load)],
  ])('refuses %s', async (_, wrong) => {
    const { conversation } = await opened();
    expect(() => conversation.receive(wrong)).toThrow(ProtocolError);
  });

  it.each([
    ['an answer to another question', packet(FROM_CHILD.opened)],
    ['a failure in place of a report', packet(FROM_CHILD.failed, 'x')],
    ['a report with a key more', packet(FROM_CHILD.report, REPORT.replace('{', '{"more":1,'))],
    ['a report with a wrong fault', packet(FROM_CHILD.report, REPORT.replace('null', '"good"'))],
    ['a report with a negative size', packet(FROM_CHILD.report, REPORT.replace('10', '-10'))],
  ])('refuses %s during an entry, which stays open until the host is gone', async (_, wrong) => {
    const { conversation } = await opened();
    const entry = conversation.enter([], LIMITS);
    expect(() => conversation.receive(wrong)).toThrow(ProtocolError);
    conversation.close(new Error('gone'));
    await expect(entry).rejects.toThrow('gone');
    await expect(conversation.enter([], LIMITS)).rejects.toThrow('gone');
  });

  it('says of an entry that was not sent, or not to its end, that it was not made, and of no other', async () => {
    let unsent = (): void => undefined;
    const conversation = new Conversation((_, onUnsent) => (unsent = onUnsent));
    const opening = conversation.open(() => undefined);
    // Nothing but an entry is anybody's to make again.
    unsent();
    conversation.receive(packet(FROM_CHILD.opened));
    await opening;

    const lost = conversation.enter([], LIMITS);
    unsent();
    await expect(lost).rejects.toSatisfy(NotEnteredError.isInstance);
    const late = unsent;
    const made = conversation.enter([], LIMITS);
    late();
    conversation.receive(packet(FROM_CHILD.report, REPORT));
    expect(await made).toMatchObject({ cpu_ms: 1.5 });

    const unknown = conversation.enter([], LIMITS);
    conversation.close(new Error('gone'));
    unsent();
    await expect(unknown).rejects.not.toSatisfy(NotEnteredError.isInstance);
    await expect(conversation.enter([], LIMITS)).rejects.toSatisfy(NotEnteredError.isInstance);
  });

  it('refuses a message without a realm', () => {
    const conversation = new Conversation(() => undefined);
    expect(() => conversation.receive(packet(FROM_CHILD.post, 'x'))).toThrow(ProtocolError);
  });

  it('refuses more packets and more bytes than an entry may send, counted anew for each one', async () => {
    const { conversation } = await opened();
    for (let count = 1; count < ENTRY_CAPS.packets; count++) conversation.receive(packet(FROM_CHILD.post));
    expect(() => conversation.receive(packet(FROM_CHILD.post))).toThrow('more output');

    const { conversation: other } = await opened();
    const { conversation: ticking } = await opened();
    for (let entry = 0; entry < 2; entry += 1) {
      const entered = ticking.enter([], LIMITS);
      for (let count = 1; count < ENTRY_CAPS.packets; count++) ticking.receive(packet(FROM_CHILD.post));
      ticking.receive(packet(FROM_CHILD.report, REPORT));
      await entered;
    }

    const large = 'x'.repeat(ENTRY_CAPS.bytes / 2);
    other.receive(packet(FROM_CHILD.post, large));
    other.dispose();
    other.receive(packet(FROM_CHILD.disposed));
    const opening = other.open(() => undefined);
    other.receive(packet(FROM_CHILD.opened));
    await opening;
    other.receive(packet(FROM_CHILD.post, large));
    other.receive(packet(FROM_CHILD.post, large));
    expect(() => other.receive(packet(FROM_CHILD.post, 'x'))).toThrow('more output');
  });
});
