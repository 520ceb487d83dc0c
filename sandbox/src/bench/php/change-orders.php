<?php

/** Changes each order with the public API, so that the connector has to read it again. {ids, mark} */

declare(strict_types=1);

return static function (array $args): int {
    foreach ($args['ids'] as $id) {
        $order = wc_get_order($id);
        $order->set_customer_note($args['mark']);
        $order->save();
    }
    return count($args['ids']);
};
