"""The task that a step of a course is while it is its turn: given to its owner, ended with it."""

from incident_desk.domain.commands import Draft
from incident_desk.domain.course_entries import CourseStep, CourseStepDone, StepEnd
from incident_desk.domain.course_list import Course, Courses, Stand
from incident_desk.domain.errors import RuleError
from incident_desk.domain.holdings import Holder, Roles
from incident_desk.domain.ids import EntryId
from incident_desk.domain.numbers import next_number
from incident_desk.domain.people import People
from incident_desk.domain.task_entries import TaskDone, TaskDropped, TaskGiven
from incident_desk.domain.task_list import Task, Tasks


def task_of(course: Course, step: int, tasks: Tasks) -> Task | None:
    """The open task that is this step."""
    return next((task for task in tasks.open if _is_of(task, course, step)), None)


def given(course: Course, step: int | None, tasks: Tasks, roles: Roles, people: People) -> list[Draft]:
    """What gives the step whose turn it is to its owner; nothing for one that nobody owns, or that has its task."""
    if step is None or task_of(course, step, tasks) is not None:
        return []
    wanted = course.steps[step - 1]
    if not wanted.role and not wanted.name:
        return []
    holder = _named(wanted, people)
    body = TaskGiven(
        number=next_number(tasks.all),
        text=wanted.do or f"Step {step} of course {course.number}",
        name=holder.name if holder else "",
        person=holder.person if holder else None,
        box_s=wanted.box_s,
        role=wanted.role if wanted.role in roles.held else "",
        course=course.id,
        course_step=step,
        title=roles.held[wanted.role].title if wanted.role in roles.held else _title(wanted),
    )
    return [Draft(body)]


def _title(step: CourseStep) -> str:
    """What the plan calls the role; of one that an older version wrote down only its key is known."""
    return step.title or step.role.replace("_", " ")


def _named(step: CourseStep, people: People) -> Holder | None:
    if not step.name:
        return None
    person = people.called(step.name)
    return Holder(people.name(person), person) if person else Holder(step.name)


def done(course: Course, step: int, tasks: Tasks, text: str = "") -> list[Draft]:
    """What ends the task of a step that was done; two where two desks gave it at once."""
    return [_done(task, text) for task in tasks.open if _is_of(task, course, step)]


def settled(course: Course, step: int, how: StepEnd, tasks: Tasks) -> list[Draft]:
    """What ends the tasks of a step in the same way, where they are open or ended differently, too."""
    found = [task for task in tasks.all if _is_of(task, course, step) and (task.is_open or task.ending.is_conflicted)]
    if how is StepEnd.DONE:
        return [_done(task) for task in found]
    return [_dropped(task, f"Step {step} was skipped") for task in found]


def by_task(task: Task, courses: Courses, tasks: Tasks, roles: Roles, people: People) -> list[Draft]:
    """What finishing a task does to the step it is. Raises: RuleError if more is asked there than doing it."""
    course = courses.of.get(task.course) if task.course else None
    step = task.course_step
    if course is None or course.stand is not Stand.UNDER_WAY or step != course.next_step:
        return []
    if course.steps[step - 1].is_gated:
        at = f"{courses.label(course)} {step}"
        raise RuleError(f"More is asked of this step than doing it; say it on its course: /step {at}")
    following = next((n for n in range(step + 1, len(course.steps) + 1) if n not in course.marks), None)
    twins = [_done(other) for other in tasks.open if _is_of(other, course, step) and other is not task]
    done_ = CourseStepDone(course.id, course.number, step)
    return [*twins, Draft(done_), *given(course, following, tasks, roles, people)]


def dropped(course: Course, tasks: Tasks, reason: str) -> list[Draft]:
    """What ends the open tasks of a course, or of a step, that is not done any more."""
    return [_dropped(task, reason) for task in tasks.open if task.course == course.id]


def _is_of(task: Task, course: Course, step: int) -> bool:
    return (task.course, task.course_step) == (course.id, step)


def _done(task: Task, text: str = "") -> Draft:
    return Draft(TaskDone(task.id, task.number, text, _known(task), task.ending.over))


def _dropped(task: Task, reason: str) -> Draft:
    return Draft(TaskDropped(task.id, task.number, reason, _known(task), task.ending.over))


def _known(task: Task) -> EntryId | None:
    return task.holder.last.entry if task.holder.last else None
