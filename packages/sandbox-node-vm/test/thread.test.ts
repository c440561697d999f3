import { testAdapter } from '@codelets/conformance';
import { describe, expect, it } from 'vitest';
import { nodeVm } from '@codelets/sandbox-node-vm';

testAdapter(nodeVm({ trust: 'trusted', isolation: 'thread' }), { describe, it, expect }, { escapes: false });
