<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\ErpDocument;
use Counterfoil\Oversight\JourneyRow;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\ListJourneys;

if (!defined('ABSPATH')) {
    exit;
}

/** The inside of the order panel. Everything in it is escaped here. */
final class OrderPanelHtml
{
    private const STEPS = 5;
    /** Stands for the document while the sentence around it is escaped; a private-use character that no text of ours has. */
    private const HOLE = "\u{E000}";

    private readonly Words $words;
    private readonly JourneyWords $journeyWords;

    private function __construct(private readonly JourneyRow $row)
    {
        $this->words = AdminRoute::words();
        $this->journeyWords = new JourneyWords($this->words, Standing::erpName());
    }

    public static function of(int $orderId): string
    {
        $row = ListJourneys::ofThisSite()->one($orderId);
        if ($row === null) {
            return '<p>' . esc_html(AdminRoute::words()->say('screen_not_recorded')) . '</p>';
        }
        $panel = new self($row);
        return $panel->state() . $panel->whatToDo() . $panel->silence() . $panel->actions() . $panel->steps();
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
            '<a href="%s" target="_blank" rel="noreferrer">%s<span class="screen-reader-text"> %s</span> <span aria-hidden="true">↗&#xFE0E;</span></a>',
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

    private function silence(): string
    {
        return Standing::isSilent() && $this->row->state !== JourneyState::Delivered
            ? '<p>' . esc_html($this->words->say('screen_connector_away_panel', ['name' => Standing::key()->connector->name ?? ''])) . '</p>'
            : '';
    }

    private function actions(): string
    {
        $actions = '';
        if ($this->row->asked) {
            $actions = sprintf('<span data-counterfoil-asked>%s</span>', esc_html($this->words->say('screen_asked')));
        } elseif (Standing::mayMend() && !$this->isNeverSent()) {
            $actions = $this->isForPerson() ? $this->leaveAsItIs() : $this->sendAgain();
        }
        return sprintf(
            '<p class="counterfoil-panel-actions">%s<a href="%s">%s</a></p>',
            $actions,
            esc_url(AdminPage::url('orders', $this->row->orderId)),
            esc_html($this->words->say('screen_whole_journey')),
        );
    }

    /** Asked or not: what is not paid yet, what nobody is there to fetch, and what is older than the start. */
    private function isNeverSent(): bool
    {
        return $this->row->state === JourneyState::NotPaid || in_array($this->row->code, ['order_recorded', 'before_cutover'], true);
    }

    /** What changed after it went to the ERP is a person's to do there; sending it again would only say so again. */
    private function isForPerson(): bool
    {
        return $this->needsYou() && str_ends_with($this->row->code, '_after_delivery');
    }

    /** Its reason is written where there is room for it. */
    private function leaveAsItIs(): string
    {
        return sprintf('<a class="button" href="%s">%s</a>', esc_url(AdminPage::url('orders', $this->row->orderId)), esc_html($this->words->say('screen_leave_as_is')));
    }

    private function sendAgain(): string
    {
        $id = $this->row->orderId;
        $name = $this->words->say('screen_send_again_order', ['number' => $this->row->orderNumber]);
        return sprintf(
            '<a class="button" role="button" href="%s" title="%s" aria-label="%s" data-counterfoil-send-again>%s</a>',
            esc_url(wp_nonce_url(admin_url('admin-post.php?action=' . OrderPanel::ASK_ACTION . "&order={$id}"), OrderPanel::ASK_ACTION . "_{$id}")),
            esc_attr($name),
            esc_attr($name),
            esc_html($this->words->say('screen_send_again')),
        );
    }

    private function steps(): string
    {
        $steps = WithoutEchoes::of(JourneyStepsTable::ofThisSite()->of($this->row->orderId, self::STEPS));
        $lines = '';
        foreach ($steps as $step) {
            $lines .= sprintf(
                '<li><time datetime="%s" title="%s">%s</time> <bdi>%s</bdi></li>',
                esc_attr($step->at),
                esc_attr(OrderTimes::exact($step->at)),
                esc_html(OrderTimes::short($step->at)),
                esc_html($this->journeyWords->sentence($step->code, $step->values)),
            );
        }
        return $lines === '' ? '' : sprintf('<h3>%s</h3><ol class="counterfoil-panel-steps">%s</ol>', esc_html($this->words->say('screen_last_steps')), $lines);
    }

    private function needsYou(): bool
    {
        return in_array($this->row->state, JourneyGroups::STATES['needs_you'], true);
    }
}
