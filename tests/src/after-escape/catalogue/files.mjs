import { readFileSync } from 'node:fs';

const tells = (name) => (seen) => seen.said.includes(seen.secrets[name]) && `it said the secret "${name}"`;
const wrote = ({ dropped }) => dropped.length > 0 && `it wrote ${dropped[0].name}`;

/** @type {import('./index.mjs').Attempt[]} */
export const FILES = [
  {
    id: 'read-passwd',
    title: 'Read `/etc/passwd`',
    code: ({ get }) => get('fs').readFileSync('/etc/passwd', 'utf8'),
    proof: ({ said }) => said.includes(readFileSync('/etc/passwd', 'utf8').trim()) && 'it said all of it',
  },
  {
    id: 'read-service-file',
    title: "Read a file in the service's folder",
    code: ({ get }, { secret_file }) => get('fs').readFileSync(secret_file, 'utf8'),
    proof: tells('file'),
  },
  {
    id: 'write-temporary',
    title: 'Write a file in the temporary folder',
    code: ({ get }, { drop_folder }) => get('fs').writeFileSync(`${drop_folder}/file`, 'x'),
    proof: wrote,
  },
];
