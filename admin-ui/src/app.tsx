import { addressOf, go, useView, VIEWS, type ViewName } from './navigation.ts';
import { useOverview } from './resources/use-overview.ts';
import { Banner } from './screens/banner.tsx';
import { Connection } from './screens/connection/connection.tsx';
import { Orders } from './screens/orders/orders.tsx';
import { Overview } from './screens/overview/overview.tsx';
import { say } from './ui/say.ts';

const NAMES = {
  overview: 'screen_overview',
  orders: 'screen_orders',
  connection: 'screen_connection',
} as const satisfies Record<ViewName, string>;

export function App() {
  const view = useView();
  const overview = useOverview();
  const erp = overview.answer?.erpName || say('screen_erp');
  return (
    <div className="counterfoil">
      <header className="counterfoil-header">
        <h1>Counterfoil</h1>
        <nav aria-label={say('screen_views')}>
          {VIEWS.map((name) => (
            <a
              key={name}
              href={addressOf({ name })}
              aria-current={view.name === name ? 'page' : undefined}
              onClick={(click) => {
                if (click.metaKey || click.ctrlKey || click.shiftKey) return;
                click.preventDefault();
                go({ name });
              }}
            >
              {say(NAMES[name])}
              {name === 'orders' && overview.answer !== null && overview.answer.held.count > 0 && (
                <span className="counterfoil-count">{overview.answer.held.count}</span>
              )}
            </a>
          ))}
        </nav>
      </header>
      <Banner overview={overview.answer} />
      <main>
        {view.name === 'overview' && <Overview overview={overview} />}
        {view.name === 'orders' && <Orders view={view} erp={erp} />}
        {view.name === 'connection' && <Connection onChange={overview.reload} />}
      </main>
    </div>
  );
}
