import { testAdapter } from '@codelets/conformance';
import { describe, expect, it } from 'vitest';
import { quickjs } from '@codelets/sandbox-quickjs';

// The default isolation is asked the corpus in every test run, this one in `npm run matrix -- --suite`.
const escapes = process.env['CODELETS_CORPUS'] === 'all';

testAdapter(quickjs({ isolation: 'process' }), { describe, it, expect }, { escapes });
