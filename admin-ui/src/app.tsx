import { useView, type View } from './navigation.ts';
import { useSignedIn } from './resources/signed-in.ts';
import { useOverview } from './resources/use-overview.ts';
import { Banner } from './screens/banner.tsx';
import { Connection } from './screens/connection/connection.tsx';
import { Orders } from './screens/orders/orders.tsx';
import { Overview } from './screens/overview/overview.tsx';
import { SignedOut } from './screens/signed-out.tsx';
import { useArrival } from './ui/arrival.ts';
import { useKeptFocus } from './ui/kept-focus.ts';
import { say } from './ui/say.ts';
import { Standstill, standstillOf } from './ui/standstill.ts';
import { ViewLink } from './ui/view-link.tsx';

export function App() {
  const view = useView();
  const overview = useOverview();
  const erp = overview.answer?.erpName || say('screen_erp');
  const arrival = useArrival(view);
  const signedIn = useSignedIn();
  const standstill = standstillOf(overview.answer);
  useKeptFocus(arrival);
  return (
    <div className="counterfoil">
      <div className="counterfoil-header">
        <h1>Counterfoil</h1>
        <Pages view={view} needsYou={overview.answer?.held.count ?? 0} />
      </div>
      {!signedIn && <SignedOut />}
      <Banner view={view.name} overview={overview.answer} onChange={overview.reload} />
      {/* wp-admin's own element around us is the main landmark. */}
      <div className="counterfoil-view" ref={arrival} tabIndex={-1}>
        <Standstill.Provider value={standstill}>
          {view.name === 'overview' && <Overview overview={overview} />}
          {view.name === 'orders' && <Orders view={view} erp={erp} onAsked={overview.reload} />}
          {view.name === 'connection' && <Connection onChange={overview.reload} />}
        </Standstill.Provider>
      </div>
    </div>
  );
}

function Pages({ view, needsYou }: { readonly view: View; readonly needsYou: number }) {
  const inNeedsYou = view.name === 'orders' && view.filters.group === 'needs_you';
  return (
    <nav aria-label={say('screen_views')}>
      <ViewLink to={{ name: 'overview' }} current={view.name === 'overview'}>
        {say('screen_overview')}
      </ViewLink>
      <ViewLink to={{ name: 'orders' }} current={view.name === 'orders' && !inNeedsYou}>
        {say('screen_orders')}
      </ViewLink>
      <ViewLink to={{ name: 'orders', filters: { group: 'needs_you' } }} current={inNeedsYou}>
        {say('screen_needs_you')}{' '}
        <span className={`counterfoil-count${needsYou === 0 ? ' is-none' : ''}`}>{needsYou}</span>
      </ViewLink>
      <ViewLink to={{ name: 'connection' }} current={view.name === 'connection'}>
        {say('screen_connection')}
      </ViewLink>
    </nav>
  );
}
