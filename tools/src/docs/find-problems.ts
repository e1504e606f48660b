/** The problems of a page, given its path in the workspace and its text. */
export type FindProblems = (page: string, text: string) => readonly string[] | Promise<readonly string[]>;
