/** Tells the exit code of a command that ran. */
export type Finish = (exit_code: number) => void;
