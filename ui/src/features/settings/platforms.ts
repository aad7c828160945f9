/** What a project's program is written in; it decides the first snippet and how stacks are read. */
export const PLATFORMS = [
  ["python", "Python"],
  ["javascript", "Browser JavaScript"],
  ["node", "Node"],
  ["go", "Go"],
  ["java", "Java"],
  ["kotlin", "Kotlin"],
  ["ruby", "Ruby"],
  ["php", "PHP"],
  ["csharp", ".NET"],
  ["rust", "Rust"],
  ["other", "Something else"],
] as const;
