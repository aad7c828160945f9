import type { Piece } from "../words";

export function Sentence({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) => (piece.strong ? <b key={index}>{piece.text}</b> : <span key={index}>{piece.text}</span>));
}
