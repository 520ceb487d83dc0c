<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

if (!defined('ABSPATH')) {
    exit;
}

/** Versions of the contract that this plugin speaks: its own and the two before, as far as there are any. */
final class ContractVersion
{
    public const OWN = 1;
    public const SERVED = [1];

    /**
     * @return int the version to answer in: the one the request is written in
     * @throws Refusal
     */
    public static function of(Message $message): int
    {
        $version = $message->whole('contractVersion');
        if (!in_array($version, self::SERVED, true)) {
            throw new Refusal(
                ErrorCode::VersionUnknown,
                sprintf('Version %d of the contract is not served here, %s is. Update %s.', $version, implode(', ', self::SERVED), $version > self::OWN ? 'the plugin' : 'the connector'),
                ['contractVersions' => self::SERVED],
            );
        }
        return $version;
    }
}
