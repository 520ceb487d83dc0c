<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Pairing\StrangerCall;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Why a request is refused; the values are those of the contract (shared-types/src/error-answer.ts) and are never
 * renamed.
 */
enum ErrorCode: string
{
    case SignatureMissing = 'signature_missing';
    case SignatureWrong = 'signature_wrong';
    case DigestWrong = 'digest_wrong';
    case ClockSkewed = 'clock_skewed';
    case NonceUsed = 'nonce_used';
    case KeyUnknown = 'key_unknown';
    case KeyRevoked = 'key_revoked';
    case TenantDiffers = 'tenant_differs';
    case InstanceDiffers = 'instance_differs';
    case NotConfirmed = 'not_confirmed';
    case InsecureTransport = 'insecure_transport';
    case CodeWrong = 'code_wrong';
    case CodeExpired = 'code_expired';
    case CodeUsedUp = 'code_used_up';
    case AlreadyPaired = 'already_paired';
    case VersionUnknown = 'version_unknown';
    case MessageInvalid = 'message_invalid';
    case FenceOutdated = 'fence_outdated';
    case LeaseElsewhere = 'lease_elsewhere';
    case AgentBehind = 'agent_behind';
    case Busy = 'busy';
    case StorageFailed = 'storage_failed';

    public function status(): int
    {
        return match ($this) {
            self::SignatureMissing, self::SignatureWrong, self::DigestWrong, self::ClockSkewed, self::NonceUsed, self::KeyUnknown => 401,
            self::KeyRevoked, self::NotConfirmed, self::InsecureTransport, self::CodeWrong, self::CodeExpired, self::CodeUsedUp => 403,
            self::TenantDiffers, self::InstanceDiffers, self::AlreadyPaired, self::FenceOutdated, self::LeaseElsewhere, self::AgentBehind => 409,
            self::VersionUnknown, self::MessageInvalid => 400,
            self::Busy => 503,
            self::StorageFailed => 500,
        };
    }

    /** As what it is counted; null: not at all, because the connector itself is the one who hears it. */
    public function strangerCall(): ?StrangerCall
    {
        return match ($this) {
            self::SignatureMissing, self::SignatureWrong, self::DigestWrong, self::KeyUnknown => StrangerCall::Unsigned,
            self::CodeWrong, self::CodeExpired, self::CodeUsedUp => StrangerCall::WrongCode,
            self::KeyRevoked => StrangerCall::Disconnected,
            self::NonceUsed => StrangerCall::Repeated,
            default => null,
        };
    }
}
