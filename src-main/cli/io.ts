/** What a command may touch of the process: so that tests run commands without one. */
export interface CommandIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Runs one subcommand to its exit status: 0 done, 1 the answer is no, 2 it could not be run. */
export type Command = (args: string[], io: CommandIo) => Promise<number>;
