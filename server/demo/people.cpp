#include "server/demo/people.hpp"
#include <algorithm>
#include <array>

namespace server::demo {

using namespace models;

std::uint64_t Dice::next() // splitmix64 (public domain): small, and the same everywhere
{
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

std::int64_t Dice::between(std::int64_t low, std::int64_t high)
{
    const auto span = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>(next() % span);
}

std::string surname(Dice& dice)
{
    static const std::vector<std::string> kSurnames{
        "杨", "王", "张", "李", "陈",   "吴",   "罗", "刘", "石", "韦", "龙", "潘", "陆", "黄",
        "周", "田", "冉", "安", "何",   "赵",   "谢", "邓", "蒙", "莫", "覃", "单", "曾", "骆",
        "郑", "宋", "姚", "付", "令狐", "欧阳", "熊", "余", "彭", "严", "夏", "申"};
    return dice.pick(kSurnames);
}

std::string given_name(Dice& dice, Sex sex)
{
    static const std::vector<std::string> kFirst{"",   "",   "永", "光", "明", "世", "文", "德", "国", "正",
                                                 "小", "玉", "秀", "春", "天", "继", "朝", "家", "若", "思"};
    static const std::vector<std::string> kWomen{"兰", "英", "芬", "珍", "梅", "群", "琴", "艳", "琼", "菊",
                                                 "香", "婷", "雪", "丽", "敏", "欣", "怡", "彩", "云", "燕"};
    static const std::vector<std::string> kMen{"强", "军", "华", "平", "林", "贵", "勇", "成", "祥", "辉",
                                               "海", "波", "涛", "富", "忠", "杰", "浩", "阳", "松", "学"};
    const auto first = dice.pick(kFirst);
    return first + dice.pick(sex == Sex::female ? kWomen : kMen);
}

Date birthday(Dice& dice, int age, Date today)
{
    const auto days = static_cast<int>(dice.between(1, 360));
    const auto last = Date{today.year() - std::chrono::years{age}, today.month(),
                           std::min(today.day(), std::chrono::day{28})};
    return plus_days(last, -days);
}

std::string id_number(Dice& dice, Date birth, Sex sex)
{
    const auto day = to_text(birth);
    const auto area = dice.between(1, 99);
    const auto order = dice.between(0, 499) * 2 + (sex == Sex::male ? 1 : 0);
    auto text = "5299" + std::string(area < 10 ? "0" : "") + std::to_string(area) + day.substr(0, 4) +
                day.substr(5, 2) + day.substr(8, 2);
    text += std::string(order < 10 ? "00" : order < 100 ? "0" : "") + std::to_string(order);
    return text + resident_check_character(text);
}

std::string phone(Dice& dice) { return "1900000" + std::to_string(dice.between(1000, 9999)); }

Member person(Dice& dice, std::int64_t number, const std::string& family_name, Sex sex, int age, Date today)
{
    Member member{};
    member.number = number;
    member.name = PrivateText(family_name + given_name(dice, sex));
    const auto birth = birthday(dice, age, today);
    member.id_number = PrivateText(id_number(dice, birth, sex));
    const auto recorded = start_of(today);
    member.facts.push_back({Fact::birth_date, birth, birth, {}, recorded, "resident_id"});
    member.facts.push_back({Fact::sex, Code{std::string(name_of(sex))}, birth, {}, recorded, "resident_id"});
    return member;
}

FactRecord known(Fact fact, FactValue value, Date since, Time recorded)
{
    return {fact, std::move(value), since, {}, recorded, "family"};
}

FactValue yes_no(bool yes) { return std::int64_t{yes}; }

FactValue code(std::string_view text) { return Code{std::string(text)}; }

FactValue codes(std::vector<std::string> texts, bool complete)
{
    std::ranges::sort(texts);
    return CodeList{std::move(texts), complete};
}

} // namespace server::demo
