import { testAdapter } from '@codelets/conformance';
import { describe, expect, it } from 'vitest';
import { nodeVm } from '@codelets/sandbox-node-vm';

// The default isolation is asked the corpus in every test run, this one in `npm run matrix -- --suite`.
const escapes = process.env['CODELETS_CORPUS'] === 'all';

testAdapter(nodeVm({ trust: 'trusted', isolation: 'thread' }), { describe, it, expect }, { escapes });
