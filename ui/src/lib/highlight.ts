export interface Piece {
  text: string;
  /** Key word, string, number, comment, a turn of direction; plain when missing. */
  kind?: "k1" | "k2" | "k3" | "k4" | "turn";
}

const WORDS: Record<string, string> = {
  python: "and as assert async await break class continue def del elif else except finally for from global if import in is lambda match case nonlocal not or pass raise return try while with yield None True False",
  javascript: "async await break case catch class const continue default delete do else export extends finally for from function if import in instanceof let new null of return static super switch this throw true try false typeof undefined var void while yield interface type enum",
  java: "abstract break case catch class const continue default do else enum extends final finally for if implements import instanceof interface native new null package private protected public return static super switch synchronized this throw throws true false try void volatile while var fun val when object override",
  csharp: "abstract async await base break case catch class const continue default do else enum false finally for foreach if in interface internal is namespace new null out override private protected public readonly ref return sealed static string struct switch this throw true try using var virtual void while",
  go: "break case chan const continue default defer else fallthrough for func go goto if import interface map nil package range return select struct switch true false type var",
  ruby: "alias and begin break case class def do else elsif end ensure false for if in module next nil not or redo rescue retry return self super then true undef unless until when while yield raise",
  php: "abstract and array as break case catch class const continue declare default do echo else elseif extends final finally fn for foreach function global if implements instanceof interface match namespace new null or private protected public return static switch throw trait true false try use var while yield",
  rust: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self static struct super trait true type unsafe use where while",
};
const SETS = new Map(Object.entries(WORDS).map(([name, words]) => [name, new Set(words.split(" "))]));
const HASH_COMMENTS = new Set(["python", "ruby", "php"]);
const LONGEST = 600;

function languageOf(platform: string | null): string {
  const name = (platform ?? "").toLowerCase();
  if (/python/.test(name)) return "python";
  if (/java$|kotlin|android|scala|groovy/.test(name)) return "java";
  if (/csharp|dotnet|\.net/.test(name)) return "csharp";
  for (const one of ["go", "ruby", "php", "rust"]) if (name.startsWith(one)) return one;
  return "javascript";
}

const TURNS = /([\u202a-\u202e\u2066-\u2069])/;

/**
 * A source line in coloured pieces. One pass, no state between lines: good enough to read, never wrong in text. Signs
 * that turn the direction of what follows are named instead: they can make code read as what it is not.
 */
export function highlight(line: string, platform: string | null): Piece[] {
  return line.split(TURNS).flatMap((part) => (TURNS.test(part) ? [{ text: `U+${part.charCodeAt(0).toString(16).toUpperCase()}`, kind: "turn" }] : coloured(part, platform)));
}

function coloured(line: string, platform: string | null): Piece[] {
  if (line.length > LONGEST) return [{ text: line }];
  const language = languageOf(platform);
  const words = SETS.get(language);
  const hash = HASH_COMMENTS.has(language);
  const pieces: Piece[] = [];
  const scan = /("""|''')|("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`(?:[^`\\]|\\.)*`?)|(\/\/.*|#.*)|(\b\d[\w.]*)|([A-Za-z_$][\w$]*)/g;
  let at = 0;
  const plain = (text: string) => text && pieces.push({ text });
  for (let match = scan.exec(line); match; match = scan.exec(line)) {
    const [text, triple, quoted, comment, number, word] = match;
    plain(line.slice(at, match.index));
    at = match.index + text.length;
    if (triple) {
      pieces.push({ text: line.slice(match.index), kind: "k2" });
      return pieces;
    }
    if (comment && comment.startsWith("#") !== hash) {
      plain(comment.charAt(0));
      at = scan.lastIndex = match.index + 1;
    } else if (comment) pieces.push({ text, kind: "k4" });
    else if (quoted) pieces.push({ text, kind: "k2" });
    else if (number) pieces.push({ text, kind: "k3" });
    else if (word && words?.has(word)) pieces.push({ text, kind: "k1" });
    else plain(text);
  }
  plain(line.slice(at));
  return pieces;
}
