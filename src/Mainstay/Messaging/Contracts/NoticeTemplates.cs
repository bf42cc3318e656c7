namespace Mainstay.Messaging.Contracts;

/// <summary>The messages there are. What each needs and may say stands in the room's <c>TemplateKinds</c>.</summary>
public static class NoticeTemplates
{
    public const string CaseReceived = "case_received";
    public const string PromiseTold = "promise_told";
    public const string EstimateReady = "estimate_ready";
    public const string EstimateApproved = "estimate_approved";
    public const string EstimateDeclined = "estimate_declined";
    public const string EstimateReminder = "estimate_reminder";
    public const string PartsWait = "parts_wait";
    public const string PromiseMoved = "promise_moved";
    public const string PromiseLate = "promise_late";
    public const string Ready = "ready";
    public const string HandedOver = "handed_over";
    public const string CaseCancelled = "case_cancelled";
    public const string BookingMade = "booking_made";
    public const string BookingMoved = "booking_moved";
    public const string BookingReminder = "booking_reminder";
    public const string NumberChanged = "number_changed";
    public const string HandOverCode = "hand_over_code";
    public const string ComplaintReceived = "complaint_received";
    public const string DataErased = "data_erased";

    /// <summary>The answer to a text the customer sent.</summary>
    public const string Reply = "reply";
}
