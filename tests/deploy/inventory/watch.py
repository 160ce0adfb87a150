"""What watches: alarms, dashboards, logs, trails, findings, budgets."""

from readers import listed, reader

listed("AWS::CloudWatch::Alarm", "cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName", Arn="AlarmArn")
listed("AWS::Config::ConfigurationRecorder", "config", "describe_configuration_recorders", "ConfigurationRecorders", "name")
listed("AWS::Config::DeliveryChannel", "config", "describe_delivery_channels", "DeliveryChannels", "name")


@reader("AWS::CloudWatch::Dashboard")
def dashboards(at):
    found = {}
    for each in at.every("cloudwatch", "list_dashboards", "DashboardEntries"):
        body = at.ask("cloudwatch", "get_dashboard", DashboardName=each["DashboardName"])["DashboardBody"]
        found[each["DashboardName"]] = {"DashboardBody": body}
    return found


@reader("AWS::Logs::LogGroup")
def log_groups(at):
    return {
        each["logGroupName"]: each | {"Arn": each["arn"] if each["arn"].endswith(":*") else each["arn"] + ":*"}
        for each in at.every("logs", "describe_log_groups", "logGroups")
    }


@reader("AWS::CloudTrail::Trail")
def trails(at):
    found = {}
    for each in at.every("cloudtrail", "describe_trails", "trailList"):
        on = at.ask_or_not("cloudtrail", "get_trail_status", Name=each["TrailARN"]).get("IsLogging")
        found[each["Name"]] = each | {
            "IsLogging": on, "EnableLogFileValidation": each.get("LogFileValidationEnabled"), "Arn": each["TrailARN"],
        }
    return found


@reader("AWS::GuardDuty::Detector")
def detectors(at):
    found = at.every("guardduty", "list_detectors", "DetectorIds")
    return {"detector": {"Enable": at.ask("guardduty", "get_detector", DetectorId=found[0])["Status"] == "ENABLED"}} if found else {}


@reader("AWS::SecurityHub::Hub")
def hub(at):
    return {"hub": {}} if at.ask_or_not("securityhub", "describe_hub").get("HubArn") else {}


@reader("AWS::Budgets::Budget")
def budgets(at):
    found = {}
    for each in at.every("budgets", "describe_budgets", "Budgets", AccountId=at.asked["account"]):
        limit = each["BudgetLimit"]
        said = {"BudgetName": each["BudgetName"], "CostFilters": each.get("CostFilters"), "BudgetType": each["BudgetType"], "TimeUnit": each["TimeUnit"],
                "BudgetLimit": {"Amount": float(limit["Amount"]), "Unit": limit["Unit"]}}
        found[each["BudgetName"]] = {"Budget": said}
    return found
