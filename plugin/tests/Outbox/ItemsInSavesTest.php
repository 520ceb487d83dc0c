<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

use Counterfoil\Tests\ShopTestCase;

/** Items that an order's save writes are told by the save, and none is left untold for it. */
final class ItemsInSavesTest extends ShopTestCase
{
    public function testAnItemThatAnOrdersSaveWritesIsToldByTheSaveAndAnotherOrdersIsTold(): void
    {
        $other = $this->order();
        $item = $this->firstItem($other)->get_id();
        $order = $this->order();
        $this->forgetRows();
        $meddle = static function () use ($item): void {
            wc_update_order_item_meta($item, '_note', 'written by another order\'s save');
        };
        $this->filter('woocommerce_before_order_object_save', $meddle);
        $order->set_billing_city('Lyon');
        $order->save();
        remove_action('woocommerce_before_order_object_save', $meddle);
        $this->endRequest();
        self::assertSame([['order_saved'], ['item_changed']], [$this->reasons($order->get_id()), $this->reasons($other->get_id())]);
    }

    public function testWhatASaveThatBrokeOffLeftIsToldWhenTheRequestEnds(): void
    {
        $order = $this->order();
        $this->forgetRows();
        do_action('woocommerce_before_order_object_save', $order);
        do_action('woocommerce_update_order_item', $this->firstItem($order)->get_id(), null, $order->get_id());
        self::assertSame(['early'], $this->reasons($order->get_id()));
        $this->endRequest();
        self::assertSame(['order_saved'], $this->reasons($order->get_id()));
    }

    public function testASaveThatBrokeOffHidesNothingOfTheNext(): void
    {
        $broken = $this->order();
        $next = $this->order();
        $this->forgetRows();
        do_action('woocommerce_before_order_object_save', $broken);
        do_action('woocommerce_update_order_item', $this->firstItem($broken)->get_id(), null, $broken->get_id());
        $next->set_billing_city('Lyon');
        $next->save();
        $this->endRequest();
        self::assertSame([['order_saved'], ['order_saved']], [$this->reasons($broken->get_id()), $this->reasons($next->get_id())]);
    }
}
