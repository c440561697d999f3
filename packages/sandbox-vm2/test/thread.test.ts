import { testAdapter } from '@codelets/conformance';
import { describe, expect, it } from 'vitest';
import { vm2 } from '@codelets/sandbox-vm2';

// The default isolation is asked the corpus in every test run, this one in `npm run matrix -- --suite`.
const escapes = process.env['CODELETS_CORPUS'] === 'all';

testAdapter(vm2({ isolation: 'thread' }), { describe, it, expect }, { escapes });
