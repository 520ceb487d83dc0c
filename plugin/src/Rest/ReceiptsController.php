<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\Transaction;
use Counterfoil\Database\UtcTime;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Oversight\AgentJourney;
use Counterfoil\Oversight\DocumentKey;
use Counterfoil\Oversight\ForgetPerson;
use Counterfoil\Oversight\HeartbeatTable;
use Counterfoil\Oversight\JourneyDocumentsTable;
use Counterfoil\Oversight\JourneysTable;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\MessageValues;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\LeaseTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * POST counterfoil/v1/receipts: what became of events, where their orders stand, and how the connector is. All of it or
 * nothing.
 */
final class ReceiptsController implements AgentController
{
    public function __construct(private readonly \wpdb $db) {}

    public function answer(\WP_REST_Request $request, CallCount $count): array
    {
        $key = (new AgentAuthentication($this->db))->pairedAgent($request);
        (new KeysTable($this->db))->noteSeen($key->keyId);
        $readCount = $count->next();
        $message = Message::parse(RequestBody::of($request), 'receipts-request');
        $this->checkFence($message->whole('fence'));
        (new NoticeRestoredAgent($this->db))->note($message->whole('confirmationCount'));
        $verdicts = (new Transaction($this->db))->run(fn(): array => $this->keep($message));
        return [
            'contractVersion' => $message->version,
            'contractRevision' => ContractVersion::revision(),
            'readCount' => $readCount,
            'serverTime' => UtcTime::now($this->db),
            'settled' => array_keys($verdicts, true, true),
            'unknown' => array_keys($verdicts, false, true),
        ];
    }

    /** @throws Refusal */
    private function checkFence(int $fence): void
    {
        $present = (new LeaseTable($this->db))->present()->fence;
        if ($fence < $present) {
            throw new Refusal(ErrorCode::FenceOutdated, "Another connector works for this shop: fence {$present} was granted after {$fence}.");
        }
        if ($fence > $present) {
            // The shop came back from a backup. The next events call lifts its fence above this one.
            throw new Refusal(ErrorCode::LeaseElsewhere, "The shop has granted no fence {$fence}, only {$present}. Take the lease again with an events call.");
        }
    }

    /** @return array<string, bool> by event: whether the shop knows it */
    private function keep(Message $message): array
    {
        $outbox = new OutboxTable($this->db);
        $verdicts = [];
        $erased = [];
        foreach ($message->parts('receipts') as $receipt) {
            $eventId = $receipt->text('eventId');
            $verdicts[$eventId] = $outbox->settle($eventId, $receipt->text('outcome'), $receipt->text('code'), $receipt->whole('version'));
            if ($receipt->text('code') === 'person_erased') {
                $erased[] = $receipt->whole('orderId');
            }
        }
        $journeys = new JourneysTable($this->db);
        $news = $journeys->noteFromAgent(array_map(AgentJourney::of(...), $message->parts('journeys')));
        (new JourneyDocumentsTable($this->db))->replace($news);
        $journeys->noteAnswered(array_keys($verdicts));
        $steps = new JourneyStepsTable($this->db);
        $steps->add(array_map(self::step(...), $message->parts('steps')));
        ForgetPerson::inWhatArrived(array_map(static fn(Message $about): int => $about->whole('orderId'), [...$message->parts('journeys'), ...$message->parts('steps')]), $erased);
        if ($message->partOrNull('heartbeat') !== null) {
            (new HeartbeatTable($this->db))->keep($message->json('heartbeat'), $message->whole('contractRevision'));
        }
        return $verdicts;
    }

    private static function step(Message $step): JourneyStep
    {
        $about = $step->partOrNull('about');
        return new JourneyStep(
            $step->text('id'),
            $step->whole('orderId'),
            $step->text('at'),
            $step->text('code'),
            MessageValues::decode($step->json('values')),
            $step->textOrNull('check'),
            $about === null ? null : DocumentKey::of($about),
        );
    }
}
