import { Link, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
import { Empty, Failure } from "@/components/states";
import { MissingPage } from "./MissingPiece";
import { PieceMissing } from "./pieces";

export function NotFoundPage() {
  useEffect(() => {
    document.title = "Nothing here · Redshank";
  }, []);
  return (
    <main id="main" className="alone">
      <Empty
        alone
        title="There is no page at this address"
        actions={
          <Link className="btn pri" to="/">
            Go to the issues
          </Link>
        }
      >
        It may have been moved or deleted, or the address lost a piece on its way here.
      </Empty>
    </main>
  );
}

/** A page that could not be built at all. The rest of the frame stands where it can. */
export function FatalPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (error instanceof PieceMissing) return <MissingPage />;
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main id="main" className="alone pad">
      <Failure alone error={error} title="This page cannot be shown right now" retry={again} />
    </main>
  );
}
