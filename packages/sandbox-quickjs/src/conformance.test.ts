import { testAdapter } from '@codelets/conformance';
import { describe, expect, it } from 'vitest';
// The built package: hosts load the engine from dist.
import { quickjs } from '../dist/index.js';

testAdapter(quickjs({ isolation: 'inline', trust: 'trusted' }), { describe, it, expect });
testAdapter(quickjs({ isolation: 'thread' }), { describe, it, expect });
testAdapter(quickjs({ isolation: 'process' }), { describe, it, expect });
