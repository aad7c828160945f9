import { Fragment } from "react";
import { Icon } from "@/components/Icon";
import { whole } from "@/lib/numbers";
import type { Books } from "../books";

/** The same as the flow, as a sum. */
export function TheBooks({ books }: { books: Books }) {
  const should = books.stages.reduce((rest, stage) => rest - (stage.loss?.count ?? 0), books.stages[0]?.count ?? 0);
  return (
    <section className="panel" aria-labelledby="h-books">
      <header>
        <h2 id="h-books">The books</h2>
        <span className="grow" />
        {books.unaccounted === 0 ? (
          <span className="badge ok">
            <Icon name="check" small />
            balanced
          </span>
        ) : (
          <span className="badge wine">
            <Icon name="tri" small />
            {whole(books.unaccounted)} missing
          </span>
        )}
      </header>
      <div className="in plan">
        <dl>
          <dt>Programs saw</dt>
          <dd>{whole(books.stages[0]?.count ?? 0)}</dd>
          {books.stages.map(
            (stage) =>
              stage.loss && (
                <Fragment key={stage.id}>
                  <dt className="muted">{stage.loss.title.toLowerCase().replace("sdks", "SDKs")}</dt>
                  <dd className="muted">− {whole(stage.loss.count)}</dd>
                </Fragment>
              ),
          )}
          <dt className="sum">Should be stored</dt>
          <dd className="sum">{whole(should)}</dd>
          <dt>Are stored</dt>
          <dd>{whole(books.stored)}</dd>
        </dl>
      </div>
    </section>
  );
}
