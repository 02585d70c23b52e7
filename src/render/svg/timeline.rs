//! Moments and stretches of time on one axis, each on a line of its own, under the headings of their lanes.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime};

use super::label::fit;
use super::{Drawing, LINE, Link, WIDEST_LINE, limited, px};
use crate::reports::chart::{Moment, Timeline};

/// More than these nobody takes in at a glance.
const MOST_MOMENTS: usize = 80;
/// How long the axis is.
const LONGEST: f64 = 640.0;
/// What is left of it, so that the first tick's label has room.
const LEFT: f64 = 60.0;
const ROW: f64 = 20.0;
/// The most labels under an axis of this length that do not touch.
const MOST_TICKS: usize = 5;
/// How wide what is known to the second is drawn.
const DOT: f64 = 5.0;

/// The axis: from when to when, in seconds.
struct Axis {
    start: i64,
    end: i64,
}

/// Where a moment is that the axis leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

/// Returns the place behind the widest gap between sorted times.
fn widest_gap(times: &[NaiveDateTime]) -> Option<usize> {
    let gaps = times
        .windows(2)
        .enumerate()
        .filter_map(|(place, pair)| match pair {
            [one, other] => Some((*other - *one, place + 1)),
            _ => None,
        });
    gaps.max().map(|(_, place)| place)
}

/// How far apart ticks are.
#[derive(Clone, Copy)]
enum Step {
    Minutes(i64),
    Days(u64),
    Months(u32),
}

const STEPS: [Step; 19] = [
    Step::Minutes(1),
    Step::Minutes(5),
    Step::Minutes(15),
    Step::Minutes(30),
    Step::Minutes(60),
    Step::Minutes(180),
    Step::Minutes(360),
    Step::Minutes(720),
    Step::Days(1),
    Step::Days(2),
    Step::Days(5),
    Step::Days(10),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(60),
    Step::Months(240),
    Step::Months(1200),
];

/// Draws a timeline.
pub(super) fn draw(timeline: &Timeline, link: Link<'_>) -> Drawing {
    let (count, note) = limited(timeline.moments.len(), MOST_MOMENTS, "moments");
    let shown = &timeline.moments[..count];
    let mut drawing = Drawing {
        width: LEFT + LONGEST + LEFT,
        ..Drawing::default()
    };
    let times: Vec<NaiveDateTime> = shown
        .iter()
        .flat_map(|moment| [moment.start, moment.end])
        .flatten()
        .collect();
    let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) else {
        return drawing;
    };
    drawing.description = format!(
        "A timeline. Moments: {}; from {} to {} UTC.",
        timeline.moments.len(),
        shown_time(*first),
        shown_time(*last)
    );
    let axis = Axis::around(&times).unwrap_or_else(|| Axis::of(*first, *last));
    let outside = shown
        .iter()
        .filter(|moment| axis.side(moment).is_some())
        .count();
    let mut lanes: Vec<&str> = Vec::new();
    for moment in shown {
        if !lanes.contains(&moment.lane.as_str()) {
            lanes.push(&moment.lane);
        }
    }
    let top = LINE + 6.0;
    let lines = super::times(count, ROW) + super::times(lanes.len(), LINE + 4.0);
    ticks(&mut drawing, &axis, top, top + lines);
    let mut y = top;
    for lane in lanes {
        drawing.text("section", 0.0, y + 15.0, &fit(lane, WIDEST_LINE / 1.1));
        y += LINE + 4.0;
        for moment in shown.iter().filter(|moment| moment.lane == lane) {
            draw_moment(&mut drawing, &axis, moment, y, link);
            y += ROW;
        }
    }
    let undated = (timeline.undated > 0)
        .then(|| format!("{} without a time, only in the table", timeline.undated));
    let far = (outside > 0)
        .then(|| format!("{outside} far from the others, at the edge with their times"));
    for note in [note, far, undated].into_iter().flatten() {
        drawing.text("note", 0.0, y + 16.0, &fit(&note, WIDEST_LINE));
        y += LINE;
    }
    drawing.height = y + 4.0;
    drawing
}

fn draw_moment(drawing: &mut Drawing, axis: &Axis, moment: &Moment, y: f64, link: Link<'_>) {
    let left = moment.start.map_or(LEFT, |start| axis.place(start));
    let right = moment.end.map_or(LEFT + LONGEST, |end| axis.place(end));
    let is_open = moment.start.is_none() || moment.end.is_none();
    let side = axis.side(moment);
    let shape = if let Some(side) = side {
        let tip = match side {
            Side::Before => -6.0,
            Side::Behind => 6.0,
        };
        format!(
            "<path class=\"moment\" d=\"M{} {}v12l{} -6z\"/>",
            px(left),
            px(y + 4.0),
            px(tip)
        )
    } else if !is_open && right - left < DOT {
        format!(
            "<circle class=\"moment\" cx=\"{}\" cy=\"{}\" r=\"{DOT}\"/>",
            px((left + right) / 2.0),
            px(y + ROW / 2.0)
        )
    } else {
        let (class, opacity) = if is_open {
            ("stretch open", 0.25)
        } else {
            ("stretch", 0.6)
        };
        format!(
            "<rect class=\"{class}\" fill-opacity=\"{opacity}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"10\" rx=\"2\"/>",
            px(left),
            px(y + 5.0),
            px((right - left).max(DOT))
        )
    };
    // The label stands on the side with more room.
    let before = left - DOT - 4.0;
    let behind = drawing.width - right - DOT - 4.0;
    let name = match side {
        Some(_) => format!("{}: {}", when(moment), moment.label),
        None => moment.label.clone(),
    };
    let label = if behind >= before {
        (fit(&name, behind), right + DOT + 4.0, "start")
    } else {
        (fit(&name, before), before, "end")
    };
    let (fitted, x, anchor) = label;
    let text = format!(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
        px(x),
        px(y + 14.0),
        super::escape(&fitted.text)
    );
    drawing.part(
        link(&moment.source),
        &title(moment),
        &format!("{shape}{text}"),
    );
}

fn title(moment: &Moment) -> String {
    format!("{}, {}: {} UTC", moment.lane, moment.label, when(moment))
}

fn when(moment: &Moment) -> String {
    match (moment.start, moment.end) {
        (Some(start), Some(end)) if start == end => shown_time(start),
        (Some(start), Some(end)) => format!("{} to {}", shown_time(start), shown_time(end)),
        (Some(start), None) => format!("from {}", shown_time(start)),
        (None, Some(end)) => format!("until {}", shown_time(end)),
        (None, None) => String::from("undated"),
    }
}

fn shown_time(time: NaiveDateTime) -> String {
    if time.time() == NaiveTime::MIN {
        time.format("%Y-%m-%d").to_string()
    } else {
        time.format("%Y-%m-%d %H:%M").to_string()
    }
}

impl Axis {
    /// Returns an axis with a little room on both sides; one moment alone has half a day.
    fn of(first: NaiveDateTime, last: NaiveDateTime) -> Axis {
        let (start, end) = (first.and_utc().timestamp(), last.and_utc().timestamp());
        let room = match end.saturating_sub(start) / 40 {
            0 => 43_200,
            room => room,
        };
        Axis {
            start: start.saturating_sub(room),
            end: end.saturating_add(room),
        }
    }

    /// Returns an axis of most of the times, where few others are so far away that nothing could be told apart: where one gap takes
    /// half of all the time or more, the axis is on that side of it which has more.
    fn around(times: &[NaiveDateTime]) -> Option<Axis> {
        let mut sorted = times.to_vec();
        sorted.sort_unstable();
        let mut near = sorted.as_slice();
        while let ([first, .., last], Some(gap)) = (near, widest_gap(near)) {
            let (before, behind) = near.split_at(gap);
            let (Some(end), Some(start)) = (before.last(), behind.first()) else {
                break;
            };
            if (*start - *end) * 2 < *last - *first {
                break;
            }
            near = match before.len().cmp(&behind.len()) {
                std::cmp::Ordering::Greater => before,
                std::cmp::Ordering::Less => behind,
                // Neither is what the chart is about.
                std::cmp::Ordering::Equal => break,
            };
        }
        match near {
            [first, .., last] if near.len() < sorted.len() => Some(Axis::of(*first, *last)),
            _ => None,
        }
    }

    /// Returns on which side of the axis a moment lies as a whole; `None` where it reaches into it.
    fn side(&self, moment: &Moment) -> Option<Side> {
        let seconds = |time: NaiveDateTime| time.and_utc().timestamp();
        if moment.end.is_some_and(|end| seconds(end) < self.start) {
            Some(Side::Before)
        } else if moment.start.is_some_and(|start| seconds(start) > self.end) {
            Some(Side::Behind)
        } else {
            None
        }
    }

    /// Returns where a time stands, at the edge where it is outside.
    fn place(&self, time: NaiveDateTime) -> f64 {
        let seconds = |from: i64, to: i64| {
            // Thousands of years in seconds are beyond 32 bits, and a pixel is many seconds then.
            let minutes = to.saturating_sub(from) / 60;
            let rest = to.saturating_sub(from) % 60;
            f64::from(i32::try_from(minutes).unwrap_or(i32::MAX))
                + f64::from(i32::try_from(rest).unwrap_or(0)) / 60.0
        };
        let long = seconds(self.start, self.end).max(1.0);
        let at = seconds(self.start, time.and_utc().timestamp()) / long;
        LEFT + LONGEST * at.clamp(0.0, 1.0)
    }
}

/// Draws the labels of the axis at `top` and lines from there to `bottom`.
fn ticks(drawing: &mut Drawing, axis: &Axis, top: f64, bottom: f64) {
    let found = STEPS
        .iter()
        .map(|step| (*step, step.ticks(axis)))
        .find(|(_, ticks)| ticks.len() <= MOST_TICKS);
    let Some((step, ticks)) = found else { return };
    for tick in ticks {
        let x = axis.place(tick);
        drawing.elements.push_str(&format!(
            "<path class=\"grid\" d=\"M{x} {}V{}\"/>\n",
            px(top - 4.0),
            px(bottom),
            x = px(x)
        ));
        let label = fit(&step.label(tick), 2.0 * LEFT);
        let place = format!(
            "x=\"{}\" y=\"{}\" text-anchor=\"middle\"",
            px(x),
            px(top - 8.0)
        );
        drawing.placed_text("note", &place, &label);
    }
}

impl Step {
    /// Returns the ticks within an axis, or one more than fit.
    fn ticks(self, axis: &Axis) -> Vec<NaiveDateTime> {
        let time = |seconds: i64| DateTime::from_timestamp(seconds, 0).map(|it| it.naive_utc());
        let (Some(start), Some(end)) = (time(axis.start), time(axis.end)) else {
            return Vec::new();
        };
        let mut next = self.first(start);
        let mut ticks = Vec::new();
        while let Some(tick) = next.filter(|tick| *tick <= end) {
            if tick >= start {
                ticks.push(tick);
            }
            if ticks.len() > MOST_TICKS {
                break;
            }
            next = self.after(tick);
        }
        ticks
    }

    /// Returns a round time at or shortly before the start.
    fn first(self, start: NaiveDateTime) -> Option<NaiveDateTime> {
        let day = start.date();
        match self {
            Step::Minutes(minutes) => {
                let seconds = minutes * 60;
                let at = start.and_utc().timestamp().div_euclid(seconds) * seconds;
                DateTime::from_timestamp(at, 0).map(|it| it.naive_utc())
            }
            Step::Days(1) => Some(day.and_time(NaiveTime::MIN)),
            Step::Days(days) => {
                // Counted from the first of the month, so that the same days are ticks however the axis begins.
                let into = u64::from(day.day0()) / days * days;
                let first = NaiveDate::from_ymd_opt(day.year(), day.month(), 1)?;
                Some(
                    first
                        .checked_add_days(Days::new(into))?
                        .and_time(NaiveTime::MIN),
                )
            }
            Step::Months(months) => {
                let years = i32::try_from(months / 12).unwrap_or(0);
                let first = if years > 0 {
                    NaiveDate::from_ymd_opt(day.year().div_euclid(years) * years, 1, 1)?
                } else {
                    NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1)?
                };
                Some(first.and_time(NaiveTime::MIN))
            }
        }
    }

    fn after(self, tick: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Step::Minutes(minutes) => tick.checked_add_signed(chrono::TimeDelta::minutes(minutes)),
            Step::Days(days) => tick.checked_add_days(Days::new(days)),
            Step::Months(months) => tick.checked_add_months(Months::new(months)),
        }
    }

    fn label(self, tick: NaiveDateTime) -> String {
        let format = match self {
            Step::Minutes(_) => "%Y-%m-%d %H:%M",
            Step::Days(_) => "%Y-%m-%d",
            Step::Months(months) if months < 12 => "%Y-%m",
            Step::Months(_) => "%Y",
        };
        tick.format(format).to_string()
    }
}
