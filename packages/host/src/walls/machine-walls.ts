import type { WallChoice } from '@codelets/core';
import { launchCommand, type LaunchCommand } from './launch-command.js';
import { probeLaunch, type ProbeOutcome } from './launch-probe.js';
import type { WallPlan } from './plan.js';
import { surveyMachine, type SurveyedMachine } from './survey-machine.js';
import { chooseWalls, type ChosenWalls } from './wall-choice.js';

/**
 * What this machine offers, found out when somebody asks, and once: a probe starts a node. What was found holds for
 * the life of the process, so it is shared by all adapters. Only outcomes are kept, never an interrupted probe.
 */
const probes = new Map<string, Promise<ProbeOutcome>>();
let surveyed: SurveyedMachine | undefined;

export function chooseMachineWalls(choice: WallChoice, readable: readonly string[]): Promise<ChosenWalls> {
  const machine = (surveyed ??= surveyMachine());
  return chooseWalls(choice, machine, (plan) => probeOnce(plan, machine, readable));
}

/** The command for one host; each has a user of its own. */
export function machineCommand(
  plan: WallPlan,
  node: readonly string[],
  readable: readonly string[],
): LaunchCommand {
  const machine = (surveyed ??= surveyMachine());
  const { tools, open_files } = machine;
  const user = plan.walls.has('other-user') ? machine.pickUser() : undefined;
  return launchCommand(plan, node, { tools, readable, user, open_files });
}

function probeOnce(
  plan: WallPlan,
  machine: SurveyedMachine,
  readable: readonly string[],
): Promise<ProbeOutcome> {
  const key = JSON.stringify([plan.launcher, [...plan.walls].sort(), readable]);
  let probe = probes.get(key);
  if (probe === undefined) {
    probe = probeLaunch(plan, machine, readable);
    probes.set(key, probe);
    probe.catch(() => probes.delete(key));
  }
  return probe;
}
