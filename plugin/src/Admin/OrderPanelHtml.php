<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\ErpDocument;
use Counterfoil\Oversight\InErp;
use Counterfoil\Oversight\JourneyRow;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Oversight\OrdersStopped;

if (!defined('ABSPATH')) {
    exit;
}

/** The inside of the order panel. Everything in it is escaped here. */
final class OrderPanelHtml
{
    private const STEPS = 5;
    /** After these steps something is to come. */
    private const OPEN_ENDED = ['step_asked_again', 'step_changed_in_shop', 'step_refunded_in_shop', 'step_left_out', 'step_left_as_is', 'step_new_order'];
    /**
     * Stands for the document while the sentence around it is escaped; a private-use character that no text of ours
     * has.
     */
    private const HOLE = "\u{E000}";

    private readonly Words $words;
    private readonly JourneyWords $journeyWords;

    private function __construct(private readonly JourneyRow $row)
    {
        $this->words = AdminRoute::words();
        $this->journeyWords = new JourneyWords($this->words, ConnectionState::erpName());
    }

    public static function of(int $orderId): string
    {
        $row = ListJourneys::ofThisSite()->one($orderId);
        if ($row === null) {
            return '<p>' . esc_html(AdminRoute::words()->say('screen_not_recorded')) . '</p>';
        }
        $panel = new self($row);
        return $panel->state() . $panel->changes() . $panel->whatToDo() . $panel->standstill() . $panel->actions() . $panel->steps();
    }

    private function state(): string
    {
        $sentence = $this->journeyWords->sentence($this->row->code, ['document' => self::HOLE] + $this->row->values);
        $said = str_replace(self::HOLE, $this->document($this->row->document), esc_html($sentence));
        $needsYou = $this->needsYou() ? '<strong>' . esc_html($this->journeyWords->state($this->row->state, $this->row->code)) . ':</strong> ' : '';
        return sprintf('<p class="counterfoil-mark is-%s">%s<bdi>%s%s</bdi></p>', esc_attr($this->row->state->value), StateMark::html($this->row->state), $needsYou, $said);
    }

    private function document(?ErpDocument $document): string
    {
        $said = $this->row->values['document'] ?? '';
        $name = is_string($said) && $said !== '' ? $said : ($document->number ?? '');
        if ($document?->url === null) {
            return esc_html($name);
        }
        return sprintf(
            '<a href="%s" target="_blank" rel="noreferrer">%s<span class="screen-reader-text"> %s</span> <span class="counterfoil-outward" aria-hidden="true">↗&#xFE0E;</span></a>',
            esc_url($document->url),
            esc_html($name),
            esc_html($this->words->say('screen_opens_in_new_tab')),
        );
    }

    private function whatToDo(): string
    {
        $what = $this->needsYou() || $this->row->code === 'before_cutover' ? $this->journeyWords->whatToDo($this->row->code, $this->row->values) : null;
        return $what === null ? '' : '<p class="counterfoil-todo"><bdi>' . esc_html($what) . '</bdi></p>';
    }

    /** Before and after of each, where the order stands still because of changes. */
    private function changes(): string
    {
        $lines = array_map(static fn(string $change): string => '<li><bdi>' . esc_html($change) . '</bdi></li>', $this->journeyWords->changes($this->row->values));
        return $lines === [] ? '' : sprintf('<ul class="counterfoil-changes">%s</ul>', implode('', $lines));
    }

    /** That nothing moves at the moment, as far as it concerns this order. */
    private function standstill(): string
    {
        $waits = in_array($this->row->state, JourneyGroups::STATES['going'], true);
        $stopped = OrdersStopped::known();
        $said = '';
        if ($stopped !== null && $waits) {
            $user = get_userdata($stopped['userId']);
            $said = $this->words->say('screen_stopped_panel', ['user' => $user === false ? '' : $user->display_name]);
        } elseif (ConnectionState::isSilent() && ($waits || $this->needsYou())) {
            $isThere = InErp::is($this->row->state, $this->row->code, $this->row->document !== null);
            $said = $this->words->say($waits && !$isThere ? 'screen_connector_away_panel' : 'screen_connector_away_asked', ['name' => ConnectionState::key()->connector->name ?? '']);
        }
        return $said === '' ? '' : '<p>' . esc_html($said) . '</p>';
    }

    private function actions(): string
    {
        $actions = '';
        if ($this->row->asked) {
            $actions = sprintf('<span data-counterfoil-asked>%s</span>', esc_html($this->words->say(self::askedWord())));
        } elseif (ConnectionState::mayMend() && !$this->isNeverSent()) {
            $actions = match (true) {
                $this->row->code === 'binding_of_another_order' => $this->decideInJourney('screen_new_order'),
                $this->isForPerson() => $this->decideInJourney('screen_leave_as_is'),
                default => $this->sendAgain(),
            };
        }
        return sprintf(
            '<p class="counterfoil-panel-actions">%s<a href="%s">%s</a></p>',
            $actions,
            esc_url(AdminPage::url('orders', $this->row->orderId)),
            esc_html($this->words->say('screen_whole_journey')),
        );
    }

    /**
     * Asked or not: what is not paid yet, what nobody is there to fetch, what is older than the start, and what goes by
     * itself at once.
     */
    private function isNeverSent(): bool
    {
        return in_array($this->row->state, [JourneyState::NotPaid, JourneyState::OnlyInErp], true) || in_array($this->row->code, ['order_recorded', 'before_cutover', 'order_waiting', 'order_working'], true);
    }

    /** What changed after it went to the ERP is a person's to do there; sending it again would only say so again. */
    private function isForPerson(): bool
    {
        return $this->needsYou() && str_ends_with($this->row->code, '_after_delivery');
    }

    /** Where there is room for what it means, and for a reason. */
    private function decideInJourney(string $word): string
    {
        return sprintf('<a class="button" href="%s">%s</a>', esc_url(AdminPage::url('orders', $this->row->orderId)), esc_html($this->words->say($word)));
    }

    private function sendAgain(): string
    {
        $id = $this->row->orderId;
        $word = in_array($this->row->state, [JourneyState::Delivered, JourneyState::LeftAsIs], true) ? 'screen_compare_again' : 'screen_send_again';
        $name = $this->words->say("{$word}_order", ['number' => $this->row->orderNumber]);
        return sprintf(
            '<a class="button" role="button" href="%s" title="%s" aria-label="%s" data-counterfoil-send-again="%s" data-counterfoil-version="%d">%s</a>',
            esc_url(wp_nonce_url(admin_url('admin-post.php?action=' . OrderPanel::ASK_ACTION . "&order={$id}&code={$this->row->code}&version={$this->row->version}"), OrderPanel::ASK_ACTION . "_{$id}")),
            esc_attr($name),
            esc_attr($name),
            esc_attr($this->row->code),
            $this->row->version,
            esc_html($this->words->say($word)),
        );
    }

    private function steps(): string
    {
        $steps = WithoutEchoes::of(JourneyStepsTable::ofThisSite()->of($this->row->key, $this->row->check, self::STEPS));
        $lines = '';
        $documents = new DocumentWords($this->words);
        foreach ($steps as $step) {
            $about = $documents->about($step->about);
            $lines .= sprintf(
                '<li><time datetime="%s" title="%s">%s</time> <bdi>%s%s</bdi></li>',
                esc_attr($step->at),
                esc_attr(OrderTimes::exact($step->at)),
                esc_html(OrderTimes::short($step->at)),
                $about === null ? '' : esc_html("{$about}: "),
                esc_html($this->journeyWords->sentence($step->code, $step->values)),
            );
        }
        return $lines === '' ? '' : sprintf('<h3>%s</h3><ol class="counterfoil-panel-steps">%s</ol>%s', esc_html($this->words->say('screen_last_steps')), $lines, $this->outcome($steps));
    }

    /**
     * What came of the last thing that was asked for or noticed: the connector says that as a state, without a step.
     *
     * @param list<JourneyStep> $steps
     */
    private function outcome(array $steps): string
    {
        $last = $steps === [] ? null : $steps[count($steps) - 1];
        if ($last === null || !in_array($last->code, self::OPEN_ENDED, true)) {
            return '';
        }
        $now = $this->row->asked ? $this->words->say(self::askedWord()) : $this->journeyWords->sentence($this->row->code, $this->row->values);
        return sprintf('<p><strong>%s</strong> <bdi>%s</bdi></p>', esc_html($this->words->say('screen_now')), esc_html($now));
    }

    /** Asked; when it is taken up. */
    private static function askedWord(): string
    {
        return match (true) {
            OrdersStopped::isStopped() => 'screen_asked_stopped',
            ConnectionState::isSilent() => 'screen_asked_silent',
            default => 'screen_asked',
        };
    }

    private function needsYou(): bool
    {
        return in_array($this->row->state, JourneyGroups::STATES['needs_you'], true);
    }
}
