import { createCodeletRunner, runCodelet } from '@codelets/runner';
import { nodeVm } from '@codelets/sandbox-node-vm';
import { quickjs } from '@codelets/sandbox-quickjs';
import { vm2 } from '@codelets/sandbox-vm2';
import { runChecks } from './checks.cjs';

await runChecks({ runCodelet, createCodeletRunner, nodeVm, quickjs, vm2 });
