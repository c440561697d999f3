'use strict';
const { createCodeletRunner, runCodelet } = require('@codelets/runner');
const { nodeVm } = require('@codelets/sandbox-node-vm');
const { quickjs } = require('@codelets/sandbox-quickjs');
const { vm2 } = require('@codelets/sandbox-vm2');
const { runChecks } = require('./checks.cjs');

runChecks({ runCodelet, createCodeletRunner, nodeVm, quickjs, vm2 });
