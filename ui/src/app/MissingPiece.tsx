import { Component, useEffect, useState, type ReactNode } from "react";
import { Empty } from "@/components/states";
import { useNotices } from "@/lib/notices";
import { PieceMissing, renewPage } from "./pieces";

/** In the place of a page whose program did not arrive: it is fetched anew by itself once, then a person decides. */
export function MissingPage() {
  const [tried, setTried] = useState(false);
  useEffect(() => void renewPage().then((renewing) => setTried(!renewing)), []);
  return (
    <main id="main" className="alone pad" tabIndex={-1}>
      {tried && (
        <Empty
          alone
          small
          title="This page did not arrive"
          actions={
            <button type="button" className="btn pri" onClick={() => window.location.reload()}>
              Load it anew
            </button>
          }
        >
          The server was renewed meanwhile, or cannot be reached. Nothing is lost, and the other pages stand.
        </Empty>
      )}
    </main>
  );
}

/** Around a dialog whose program comes when it is opened: without it, a quiet line, and the page stands. */
export class PieceBoundary extends Component<{ onClose: () => void; children: ReactNode }, { missing: boolean }> {
  override state = { missing: false };

  static getDerivedStateFromError(error: unknown) {
    if (!(error instanceof PieceMissing)) throw error;
    return { missing: true };
  }

  override render() {
    const close = () => {
      this.setState({ missing: false });
      this.props.onClose();
    };
    return this.state.missing ? <MissingDialog onClose={close} /> : this.props.children;
  }
}

function MissingDialog({ onClose }: { onClose: () => void }) {
  const { tell } = useNotices();
  useEffect(() => {
    void renewPage().then((renewing) => {
      if (renewing) return;
      tell("This did not arrive from the server. Load the page anew to have it.", { tone: "failed" });
      onClose();
    });
    // Once for each time it is asked for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return null;
}
