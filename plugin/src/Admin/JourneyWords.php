<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\Change;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Oversight\Reason;

if (!defined('ABSPATH')) {
    exit;
}

/** Journeys in words, for what PHP prints into WooCommerce's own screens. Plain text: who prints it escapes it. */
final class JourneyWords
{
    /** Values that the contract writes as "119.99 EUR". */
    private const MONEY = ['money', 'shopTotal', 'erpTotal', 'difference'];
    private const TIMES = ['cutover'];

    public function __construct(
        private readonly Words $words,
        private readonly string $erpName,
    ) {}

    /**
     * @param string $code of what happened last: an order that was cancelled is not waited for any more, one that
     *   nobody fetches goes nowhere
     */
    public function state(JourneyState $state, string $code): string
    {
        $word = match ($state) {
            JourneyState::NotPaid => $code === 'order_never_paid' ? 'screen_state_never_paid' : 'screen_state_not_paid',
            JourneyState::Waiting, JourneyState::Working => $code === 'order_recorded' ? 'screen_state_recorded' : 'screen_state_waiting',
            JourneyState::InDoubt => 'screen_state_in_doubt',
            JourneyState::Delivered => 'screen_state_delivered',
            JourneyState::LeftAsIs => 'screen_state_left_as_is',
            JourneyState::Held => 'screen_state_held',
            JourneyState::Skipped => 'screen_state_skipped',
            JourneyState::Broken => 'screen_state_broken',
            JourneyState::OnlyInErp => 'screen_state_only_in_erp',
        };
        return $this->words->say($word, ['erp' => $this->erpName]);
    }

    /** @param array<string, string|int|Reason|list<Change>> $values */
    public function sentence(string $code, array $values): string
    {
        return $this->words->say($code, $this->written($values));
    }

    /**
     * What a person does about an order that stands still with this code.
     *
     * @param array<string, string|int|Reason|list<Change>> $values
     */
    public function whatToDo(string $code, array $values): ?string
    {
        return $this->words->has("do_{$code}") ? $this->words->say("do_{$code}", $this->written($values)) : null;
    }

    /**
     * Before and after, where the values say what changed.
     *
     * @param array<string, string|int|Reason|list<Change>> $values
     * @return list<string>
     */
    public function changes(array $values): array
    {
        return array_map(static fn(ReadableChange $change): string => $change->written(), ReadableChange::listOf($values, $this->words));
    }

    /**
     * @param array<string, string|int|Reason|list<Change>> $values
     * @return array<string, string|int>
     */
    private function written(array $values): array
    {
        $written = (new ReadableValues($this->words))->of($values);
        foreach ($written as $name => $value) {
            if (in_array($name, self::MONEY, true) && preg_match('/^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/D', (string) $value, $money) === 1) {
                $written[$name] = WrittenMoney::of($money[1], $money[2]);
            }
            if (in_array($name, self::TIMES, true) && strtotime((string) $value) !== false) {
                $written[$name] = OrderTimes::exact((string) $value);
            }
        }
        return $written;
    }
}
