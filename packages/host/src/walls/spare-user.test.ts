import { expect, it } from 'vitest';
import { pickSpareUser } from './spare-user.js';

const first = (low: number): number => low;

it.each([
  ['the machine itself', '         0          0 4294967295\n', 1_900_000_000],
  ['a container with 65536 users', '0 100000 65536\n', 61_184],
  ['several ranges', '0 1000 1\n1 100000 65536\n', 61_184],
  ['a container with one user', '0 1000 1\n', undefined],
  ['nothing', '', undefined],
])('in %s', (_, map, user) => {
  expect(pickSpareUser(map, first)).toBe(user);
});

it('is another one each time', () => {
  const users = new Set(Array.from({ length: 20 }, () => pickSpareUser('0 0 4294967295')));
  expect(users.size).toBeGreaterThan(18);
});
