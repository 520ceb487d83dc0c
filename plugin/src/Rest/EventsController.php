<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\UtcTime;
use Counterfoil\Outbox\ConfirmEvents;
use Counterfoil\Outbox\Doorbell;
use Counterfoil\Outbox\DueRows;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Oversight\OrdersStopped;
use Counterfoil\Pairing\Instance;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\LeaseTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * POST counterfoil/v1/events: first the ids kept since the last call and the lease, then the oldest rows not yet kept,
 * with their orders.
 */
final class EventsController implements AgentController
{
    private readonly LeaseTable $leases;

    public function __construct(private readonly \wpdb $db)
    {
        $this->leases = new LeaseTable($db);
    }

    public function answer(\WP_REST_Request $request, CallCount $count): array
    {
        $key = (new AgentAuthentication($this->db))->pairedAgent($request);
        $readCount = $count->next();
        $message = Message::parse(RequestBody::of($request), 'events-request');
        (new NoticeRestoredShop($this->db))->check($message->whole('highestReadNumber'));

        $asked = $message->part('lease');
        $holder = $asked->text('holder');
        $fence = $asked->wholeOrNull('fence');
        $this->refuseOutdated($holder, $fence);
        $wanted = $asked->text('want') === 'hold';
        if ($wanted) {
            (new KeysTable($this->db))->noteSeen($key->keyId);
        }
        // Who wants to hand over what it hasn't moves nothing: `counterfoil doctor` asks so, also from a machine that
        // was never the connector's.
        $lease = $wanted ? $this->leases->hold($holder, $fence) : $this->leases->present();
        $granted = $lease->isHeldBy($holder);
        if ($granted) {
            // Only of the holder: another process (a copy of its state, say) would have rows offered again to one that
            // has them, and seem to catch up without one.
            $notice = new NoticeRestoredAgent($this->db);
            $isKnown = $fence === $lease->fence;
            $isKnown ? $notice->note($message->whole('confirmationCount')) : $notice->check($message->whole('confirmationCount'));
        }
        // Who has not the lease has not the database that the present holder works from: its confirmations would hide
        // rows from that one.
        $kept = $granted ? (new ConfirmEvents($this->db))->confirm($message->texts('kept'), $message->whole('confirmationCount')) : null;
        if ($granted && !$wanted) {
            $lease = $this->leases->release($holder);
            $granted = false;
        }
        $ordersStopped = OrdersStopped::isStopped();
        $page = $granted ? (new OfferEvents($this->db))->page($message->whole('limit'), $ordersStopped) : new OfferedPage();
        SweepWhenOverdue::afterThisAnswer();
        return [
            'contractVersion' => $message->version,
            'contractRevision' => ContractVersion::revision(),
            'readCount' => $readCount,
            'serverTime' => UtcTime::now($this->db),
            'lease' => [
                'granted' => $granted,
                'fence' => $lease->fence,
                'expiresInMs' => $granted ? $this->leases->present()->expiresInMs : 0,
                'cleanHandOver' => $lease->clean,
            ],
            'keptCount' => $kept->newlyKept ?? 0,
            'keptUnknown' => $kept->unknown ?? [],
            'events' => $page->events,
            'orders' => $page->orders,
            'waitingCount' => max(0, (new OutboxTable($this->db))->waitingCount() - count($page->events)),
            'nextDueInMs' => $this->nextDueInMs($page),
            'ordersStopped' => $ordersStopped,
            'cutover' => Instance::cutover(),
        ];
    }

    /** @throws Refusal fence_outdated: another process was granted the lease since */
    private function refuseOutdated(string $holder, ?int $fence): void
    {
        $present = $this->leases->present();
        if ($fence !== null && $fence < $present->fence && !$present->isHeldBy($holder)) {
            throw new Refusal(ErrorCode::FenceOutdated, "Another connector works for this shop: fence {$present->fence} was granted after {$fence}.");
        }
    }

    /**
     * Rows written within the second in which the bell was rung were not announced: whoever reads in it is asked to
     * come back when it is over.
     */
    private function nextDueInMs(OfferedPage $page): ?int
    {
        $ms = array_filter([(new DueRows($this->db))->nextDueInMs($page->rows), Doorbell::ofThisSite()->msUntilQuiet(), 86400000], is_int(...));
        return count($ms) === 1 ? null : min($ms);
    }
}
