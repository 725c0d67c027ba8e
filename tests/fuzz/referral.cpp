// JSON to a referral: refused with pointers, or written and read as the same.
#include "server/formats/referral_json.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/library.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <nlohmann/json.hpp>

using namespace server;

static const models::Divisions kDivisions({{{520000000000}, "贵州省", "Guizhou"},
                                           {{520300000000}, "遵义市", "Zunyi"},
                                           {{520324000000}, "正安县", "Zheng'an"},
                                           {{520324103000}, "安场镇", ""},
                                           {{520324103207}, "东坝村", ""}},
                                          {});
static const std::vector<NeedType> kNeeds{{"medical", models::NeedUnit::fen, true},
                                          {"education", models::NeedUnit::fen, true},
                                          {"care", models::NeedUnit::hours, true}};

void try_text(std::string_view text)
{
    const auto value = read_json(text);
    if (!value) return;
    const models::Time now = models::parse_time("2026-11-24T10:00:00+08:00").value();
    const auto body = read_referral(*value, kNeeds, kDivisions, now, "family");
    if (!body) {
        must(!body.error().faults.empty(), "a refusal says why");
        return;
    }
    const auto document = write_document(*body);
    must(write_document(read_document(document)) == document, "the stored document reads as the same");
    must(read_json(write_referral(*body).dump()).has_value(), "what is written can be read");
}
