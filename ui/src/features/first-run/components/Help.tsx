import { Link } from "@tanstack/react-router";
import { CopyButton } from "@/components/CopyButton";
import { Icon } from "@/components/Icon";

/** What to look at when nothing comes, and what to do meanwhile. */
export function Help({ org, slug, dsn }: { org: string; slug: string; dsn: string }) {
  return (
    <aside className="stack">
      <section className="panel">
        <header>
          <h2>Nothing at all?</h2>
        </header>
        <div className="in">
          <p className="muted">Send one from this machine or from the program’s:</p>
          <Command shown={`redshank send-event \\\n  ${dsn}`} copied={`redshank send-event ${dsn}`} />
          <p className="faint small-text">
            In a checkout it is <code>.venv/bin/redshank</code>.
          </p>
          <ul className="stack muted small-text checks">
            <li className="hstack">
              <Icon name="checkc" className="ok" />
              This Redshank answers at {window.location.host}
            </li>
            <li className="hstack">
              <Icon name="ringd" className="faint" />
              The program must reach that address: not only this browser
            </li>
            <li className="hstack">
              <Icon name="ringd" className="faint" />A proxy in between may cut large bodies
            </li>
          </ul>
        </div>
      </section>
      <section className="panel">
        <header>
          <h2>While you wait</h2>
        </header>
        <div className="in nav in-nav">
          <Link to="/$org/settings/projects/$project/privacy" params={{ org, project: slug }}>
            <Icon name="eyeoff" />
            See what is removed by default
          </Link>
          <Link to="/$org/settings/channels" params={{ org }} search={{}}>
            <Icon name="alerts" />
            Tell a chat or a mailbox of alerts
          </Link>
          <Link to="/$org/settings/members" params={{ org }}>
            <Icon name="users" />
            Invite the others
          </Link>
        </div>
        <div className="in">
          <p className="muted">Or look around in a shop in trouble, with two weeks of history:</p>
          <Command shown="redshank demo" copied="redshank demo" />
        </div>
      </section>
    </aside>
  );
}

function Command({ shown, copied }: { shown: string; copied: string }) {
  return (
    <div className="code small-code">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so the keyboard must reach it */}
      <div className="lines" tabIndex={0} role="group" aria-label="Command">
        {shown}
      </div>
      <CopyButton bare label="Copy the command" text={copied} />
    </div>
  );
}
